using System.Globalization;
using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Tests.Modalities.Tables.Rules.Calendar;

public sealed class CalendarRulesTests
{
    private const int Rows = 400;
    private static readonly DateTime Taken = new(2025, 6, 30);
    private static readonly TimeKind Days = new("yyyy-MM-dd", IsDay: true);

    [Fact]
    public void ContractsAndAgesAreFoundDeclaredAndKept()
    {
        var contracts = Contracts();
        string[] expected =
        [
            "age = years from birth to 2025-06-30",
            "age_at_start = years from birth to start",
            "end = start + months - 1 day",
            "trial_end ≤ end",
        ];
        var found = TableRules.Find(contracts, wanted: true);
        Assert.Equal(expected, Texts(found).Where(expected.Contains).Order(StringComparer.Ordinal));
        Assert.Equal(expected, Texts(DeclaredRules.Create(contracts, expected)).Order(StringComparer.Ordinal));
        Assert.Equal(
            expected,
            Texts(DeclaredRules.Create(contracts, [.. expected.Reverse()])).Order(StringComparer.Ordinal)
        );

        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = rules.Encode(contracts);
        var back = rules.Decode(encoded);
        for (int column = 0; column < contracts.Width; column++)
        {
            Assert.Equal(contracts.ColumnValues(column), back.ColumnValues(column));
        }

        Assert.Equal(
            ["6", "12", "24"],
            Assert.IsType<CategoryKind>(encoded.Columns[NameOf(encoded, "end")].Kind).Levels
        );
        double[][] cells = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        Array.Reverse(cells[NameOf(encoded, "birth")]);
        Array.Reverse(cells[NameOf(encoded, "end")]);
        var changed = rules.Decode(Table.FromColumns(encoded.Columns, cells));
        Assert.NotEqual(contracts.ColumnValues(1), changed.ColumnValues(1));
        Assert.All(
            rules.Rules.Where(rule => rule is MonthsColumn or YearsColumn),
            rule => Assert.DoesNotContain(false, rule.Holds(changed))
        );
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(Years(At(changed[row, 0]), Taken), changed[row, 1]);
            Assert.Equal(double.IsNaN(cells[NameOf(encoded, "end")][row]), double.IsNaN(changed[row, 5]));
        }
    }

    [Theory]
    [InlineData("2024-01-31", 13, 0, "2025-02-28")]
    [InlineData("2024-01-31", 1, 0, "2024-02-29")]
    [InlineData("2023-01-31", 1, 0, "2023-02-28")]
    [InlineData("2023-03-01", 12, -1, "2024-02-29")]
    [InlineData("2023-11-30", 3, 0, "2024-02-29")]
    public void MonthsEndAsTheCalendarHasThem(string start, int months, int days, string end)
    {
        var rule = new MonthsColumn("end", "start", days, months == 1 ? [1] : [1, months]);
        var table = Table.FromColumns(
            [new Column("start") { Kind = Days }, new Column("end") { Kind = Days }],
            [
                [Seconds(start)],
                [Seconds(end)],
            ]
        );
        Assert.True(rule.Holds(table)[0]);
        var encoded = rule.Encode(table);
        Assert.Equal($"{months}", encoded.Columns[1].Kind.Write(encoded[0, 1]));
        Assert.Equal(Seconds(end), rule.Decode(encoded, table.Columns[1])[0, 1]);
        Assert.False(
            rule.Holds(
                Table.FromColumns(
                    table.Columns,
                    [
                        [Seconds(start)],
                        [Seconds(end) + 86400],
                    ]
                )
            )[0]
        );
    }

    /// <summary>9999-12-31 stands for no end in many tables.</summary>
    [Fact]
    public void ASentinelAtTheEndOfTheCalendarIsNoError()
    {
        var contracts = Contracts();
        double[][] cells = [.. Enumerable.Range(0, contracts.Width).Select(contracts.ColumnValues)];
        cells[5][1] = Seconds("9999-12-31");
        var texts = Texts(TableRules.Find(Table.FromColumns(contracts.Columns, cells), wanted: true));
        Assert.DoesNotContain(texts, text => text.Contains("months", StringComparison.Ordinal));
    }

    [Fact]
    public void OneOtherDayOrYearIsNoRule()
    {
        var contracts = Contracts();
        double[][] cells = [.. Enumerable.Range(0, contracts.Width).Select(contracts.ColumnValues)];
        int known = Array.FindIndex(cells[5], end => !double.IsNaN(end));
        cells[5][known] += 86400;
        cells[1][3]++;
        cells[2][4] = double.NaN;
        var texts = Texts(TableRules.Find(Table.FromColumns(contracts.Columns, cells), wanted: true));
        Assert.DoesNotContain(texts, text => text.Contains("months", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("years from", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("end = start + months", "some day is not whole months behind")]
    [InlineData("age = years from birth to 2025-06-01", "some row has other years, or none")]
    [InlineData("age = years from start to birth", "some row has other years, or none")]
    [InlineData("age = birth + months", "its columns are not of one kind")]
    [InlineData("end = years from birth to start", "its columns are not of one kind")]
    [InlineData("age = years from born to start", "there is no column 'born'")]
    public void WhatDoesNotHoldIsRefused(string text, string why)
    {
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(Contracts(), [text]));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("the schema", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Texts(TableRules rules) => [.. rules.Rules.SelectMany(rule => rule.Texts)];

    private static int NameOf(Table rows, string name) =>
        rows.Columns.ToList().FindIndex(column => column.Name == name);

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    private static double Seconds(DateTime day) => (day - DateTime.UnixEpoch).TotalSeconds;

    private static double Seconds(string day) => Seconds(DateTime.Parse(day, CultureInfo.InvariantCulture));

    private static int Years(DateTime from, DateTime to) =>
        to.Year - from.Year - ((to.Month, to.Day).CompareTo((from.Month, from.Day)) < 0 ? 1 : 0);

    // Contracts of half a year, one or two; a third has no end. The trial ends after 14 days at most.
    private static Table Contracts()
    {
        var random = new PhiloxRandom(3, 0);
        DateTime[] births =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ => new DateTime(1950, 1, 1).AddDays((int)(random.NextDouble() * 18000))),
        ];
        DateTime[] starts =
        [
            .. births.Select(_ => new DateTime(2019, 1, 1).AddDays((int)(random.NextDouble() * 2000))),
        ];
        double[] trials = [.. starts.Select(start => Seconds(start.AddDays((int)(random.NextDouble() * 15))))];
        double[] ends =
        [
            .. starts.Select(
                (start, row) =>
                    row % 3 == 0
                        ? double.NaN
                        : Seconds(
                            start
                                .AddMonths((int[])[6, 12, 24] is var k ? k[(int)(random.NextDouble() * 3)] : 0)
                                .AddDays(-1)
                        )
            ),
        ];
        return Table.FromColumns(
            [
                new Column("birth") { Kind = Days },
                new Column("age", new Grid(0, 1, 100)),
                new Column("age_at_start", new Grid(0, 1, 100)),
                new Column("start") { Kind = Days },
                new Column("trial_end") { Kind = Days },
                new Column("end") { Kind = Days, Missing = "" },
            ],
            [
                [.. births.Select(Seconds)],
                [.. births.Select(birth => (double)Years(birth, Taken))],
                [.. births.Zip(starts, (birth, start) => (double)Years(birth, start))],
                [.. starts.Select(Seconds)],
                trials,
                ends,
            ]
        );
    }
}
