using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Columns that go on from the row before of the same key.</summary>
public sealed class RecurrenceSearchTests
{
    [Fact]
    public void AnAccountGoesOnWhereItEnded()
    {
        var found = Find(AccountRows.Create(40));
        Assert.Equal(["'before' is the 'after' of the row before"], found.Select(one => one.ToString()));
    }

    [Fact]
    public void WhatIsFoundIsSaidBeforeTraining()
    {
        var rows = SubjectKinds.Apply(new LoadedTable(AccountRows.Create(60), 0), null).Table;
        string remark = Assert.Single(DataSource.FromTable(rows).FindSubjects(rows));
        Assert.StartsWith("rows of one 'account_no' (", remark, StringComparison.Ordinal);
        Assert.Contains("agree in country; samples do, too; 'before' is the 'after' of the row before", remark);
    }

    [Fact]
    public void ABalanceIsThatOfTheRowBeforePlusWhatComesAndMinusWhatGoes()
    {
        var found = Find(Without(AccountRows.Create(40), "before"));
        Assert.Equal(
            ["'after' is that of the row before plus 'credit' minus 'debit'"],
            found.Select(one => one.ToString())
        );
    }

    /// <summary>As statements of accounts have them.</summary>
    [Fact]
    public void RowsMayStandFromTheLastToTheFirst()
    {
        var rows = Without(AccountRows.Create(40), "before");
        var reversed = rows.TakeRows([.. Enumerable.Range(0, rows.RowCount).Reverse()]);
        Assert.True(SeriesOf(reversed).IsReversed);
        Assert.Equal(SeriesOf(rows).Recurrences, SeriesOf(reversed).Recurrences);
        Assert.False(SeriesOf(rows).IsReversed);
    }

    [Fact]
    public void SumsOfAYearBeginAgain()
    {
        var random = new PhiloxRandom(2, 0);
        var rows = new List<(string Key, DateOnly Month, double Pay, double Sum)>();
        for (int person = 0; person < 40; person++)
        {
            double sum = 0;
            int first = random.NextInt(12);
            for (int month = first; month < first + 10; month++)
            {
                double pay = 2000 + random.NextInt(3000);
                sum = month % 12 == 0 ? pay : sum + pay;
                rows.Add(($"P-{100 + person}", new DateOnly(2023, 1, 1).AddMonths(month), pay, sum));
            }
        }

        Table Of(bool isShuffled) =>
            Table.FromArrays(
                ("employee_id", rows.Select(row => row.Key).ToArray()),
                ("month", rows.Select(row => row.Month).ToArray()),
                ("pay", rows.Select(row => row.Pay).ToArray()),
                (
                    "to_date",
                    isShuffled
                        ? random.Permutation(rows.Count).Select(row => rows[row].Sum).ToArray()
                        : rows.Select(row => row.Sum).ToArray()
                )
            );
        string[] found = [.. Find(Of(false)).Select(one => one.ToString())];
        Assert.Contains("'to_date' is that of the row before plus 'pay', from 0 in each year of 'month'", found);
        Assert.Contains("'month' is that of the row before plus 1 month", found);
        Assert.DoesNotContain(Find(Of(true)), one => one.Column == "to_date");
    }

    /// <summary>31 January, 28 February, 31 March.</summary>
    [Theory]
    [InlineData(31)]
    [InlineData(15)]
    public void MonthsFollowFromTheFirst(int day)
    {
        var rows = Enumerable
            .Range(0, 30)
            .SelectMany(key => Enumerable.Range(0, 5).Select(place => (Key: key, Place: place, Start: key % 12)))
            .ToList();
        var table = Table.FromArrays(
            ("loan_id", rows.Select(row => $"L-{row.Key}").ToArray()),
            (
                "due",
                rows.Select(row =>
                    {
                        var month = new DateOnly(2022, 1, 1).AddMonths(row.Start);
                        int own = Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month));
                        return new DateOnly(month.Year, month.Month, own).AddMonths(row.Place);
                    })
                    .ToArray()
            ),
            ("paid", rows.Select(row => (double)((row.Key * 7 + row.Place * 13) % 50)).ToArray())
        );
        var one = Assert.Single(Find(table));
        Assert.Equal((1, "due"), (one.Months, one.Column));
    }

    [Theory]
    [InlineData(86_400, "plus 1 day")]
    [InlineData(7200, "plus 2 hours")]
    [InlineData(-1800, "minus 30 minutes")]
    [InlineData(45, "plus 45 seconds")]
    public void StepsAreSaidInTheirUnit(double seconds, string expected) =>
        Assert.Equal(
            $"'from' is the 'to' of the row before {expected}",
            new RowRecurrence("from", "to") { Constant = seconds, IsTime = true }.ToString()
        );

    /// <summary>A fraction of the seconds since 1970 is minutes.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void StepsOfSecondsAreConstantOnlyIfAllAreTheSame(int more, bool isConstant)
    {
        var rows = Enumerable
            .Range(0, 40)
            .SelectMany(key => Enumerable.Range(0, 6).Select(place => (Key: key, Place: place)))
            .ToList();
        var table = Table.FromArrays(
            ("session_id", rows.Select(row => $"S-{100 + row.Key}").ToArray()),
            (
                "at",
                rows.Select(row =>
                        new DateTime(2026, 9, 1, 8, 0, 0, DateTimeKind.Utc)
                            .AddHours(row.Key * 7 % 50)
                            .AddSeconds((3 * row.Place) + (more * row.Key * row.Place * row.Place % 5))
                    )
                    .ToArray()
            ),
            ("page", rows.Select(row => (double)(row.Key * row.Place % 7)).ToArray())
        );
        Assert.Equal(isConstant, Find(table).Any(one => one.Column == "at"));
    }

    [Fact]
    public void ThatAValueStaysIsNoCopyOfAnotherColumn()
    {
        var random = new PhiloxRandom(3, 0);
        var rows = Enumerable
            .Range(0, 60)
            .SelectMany(key => Enumerable.Range(0, 4).Select(_ => (Key: key, A: random.NextInt(2), B: 1.0)))
            .ToList();
        var table = Table.FromArrays(
            ("customer_id", rows.Select(row => $"C-{row.Key}").ToArray()),
            ("a", rows.Select(row => (double)row.A).ToArray()),
            ("b", rows.Select((row, i) => (double)(i == 0 ? 0 : rows[i - 1].A)).ToArray()),
            ("noise", rows.Select(_ => Math.Round(random.NextNormal(), 2)).ToArray())
        );
        // Over all steps it holds, and hardly by chance.
        Assert.Equal(["b"], Find(table).Select(one => one.Column));
        Assert.Empty(Find(table.TakeRows([.. Enumerable.Range(0, 40)])));
    }

    private static IReadOnlyList<RowRecurrence> Find(Table rows) => SeriesOf(rows).Recurrences;

    private static Table Without(Table rows, string name) =>
        Table.FromColumns(
            [.. rows.Columns.Where(column => column.Name != name)],
            [.. Enumerable.Range(0, rows.Width).Where(i => rows.Columns[i].Name != name).Select(rows.ColumnValues)]
        );

    private static SubjectSeries SeriesOf(Table rows)
    {
        var table = SubjectKinds.Apply(new LoadedTable(rows, 0), null).Table;
        table = Schema.Detect(table).Apply(table);
        int[][] groups =
        [
            .. Enumerable.Range(0, table.RowCount).GroupBy(row => table[row, 0]).Select(group => group.ToArray()),
        ];
        Assert.True(groups.Length > 1);
        return SubjectSeries.Find(table, 0, []) ?? new SubjectSeries(0, []);
    }
}
