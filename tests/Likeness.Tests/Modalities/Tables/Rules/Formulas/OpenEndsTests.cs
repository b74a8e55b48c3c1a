using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Years to a day that is missing while something goes on: then to the day of the report.</summary>
public sealed class OpenEndsTests
{
    private const int Rows = 1000;
    private const string Tenure = "tenure = (left - hired) / 365.25 days (missing as 2024-12-31)";

    [Fact]
    public void YearsOfThoseWhoHaveNotLeftAreComputed()
    {
        var staff = Staff(2);
        var rules = TableRules.Find(staff, wanted: true);
        Assert.Contains(Tenure, rules.Texts);
        Assert.Contains(Tenure, DeclaredRules.Create(staff, [Tenure]).Texts);
        var back = rules.Decode(rules.Encode(staff));
        Assert.Equal(staff.ColumnValues(2), back.ColumnValues(2));

        // Another day in one row breaks the rule.
        double[] other = staff.ColumnValues(2);
        int open = Array.FindIndex(staff.ColumnValues(1), double.IsNaN);
        other[open] += 0.5;
        var broken = Table.FromColumns(staff.Columns, [staff.ColumnValues(0), staff.ColumnValues(1), other]);
        Assert.Equal([open], Enumerable.Range(0, Rows).Where(row => !rules.Hold(broken)[row]));
    }

    [Fact]
    public void SamplesSatisfyIt()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Staff(2)) })
            .As<TableModel>();
        var samples = model.Sample(500, seed: 3);
        double report = (new DateTime(2024, 12, 31) - DateTime.UnixEpoch).TotalSeconds;
        for (int row = 0; row < samples.RowCount; row++)
        {
            double end = double.IsNaN(samples[row, 1]) ? report : samples[row, 1];
            Assert.Equal((end - samples[row, 0]) / 86_400 / 365.25, samples[row, 2], 0.00501);
        }

        // A missing day is not that of the report.
        Assert.InRange(samples.ColumnValues(1).Count(double.IsNaN) / 500.0, 0.6, 0.8);
    }

    /// <summary>Years that some who have not left have otherwise leave no day.</summary>
    [Fact]
    public void OtherYearsHaveNoDay() =>
        Assert.DoesNotContain(
            TableRules.Find(Staff(2, isOther: true), wanted: true).Texts,
            text => text.Contains("missing as", StringComparison.Ordinal)
        );

    private static Table Staff(int decimals, bool isOther = false)
    {
        var random = new PhiloxRandom(7, 0);
        var report = new DateOnly(2024, 12, 31);
        DateOnly[] hired = [.. Enumerable.Range(0, Rows).Select(_ => report.AddDays(-200 - random.NextInt(6000)))];
        DateOnly?[] left =
        [
            .. hired.Select(day =>
                random.NextInt(10) < 7 ? null : (DateOnly?)day.AddDays(random.NextInt(report.DayNumber - day.DayNumber))
            ),
        ];
        double[] years =
        [
            .. hired.Zip(
                left,
                (day, end) =>
                    Math.Round(
                        ((end ?? report).DayNumber - day.DayNumber + (isOther && end is null ? random.NextInt(99) : 0))
                            / 365.25,
                        decimals
                    )
            ),
        ];
        var table = Table.FromArrays(("hired", hired), ("left", left), ("tenure", years));
        return Schema.Detect(table).Apply(table);
    }
}
