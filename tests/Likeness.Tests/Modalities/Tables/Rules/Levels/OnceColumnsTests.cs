using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Combinations of categories of which each has one row, such as those of a report.</summary>
public sealed class OnceColumnsTests
{
    private const int Pages = 30;
    private const int Countries = 12;
    private const string Rule = "each page, country, device once";
    private static readonly string[] Devices = ["desktop", "mobile", "tablet"];

    [Fact]
    public void CombinationsOfOneRowAreFound()
    {
        var report = Report(500);
        Assert.Equal([Rule], Once(report));
        // One row is there twice.
        Assert.Empty(Once(report.TakeRows([.. Enumerable.Range(0, 500), 7])));
        // So few rows of so many combinations differ by chance.
        Assert.Empty(Once(report.TakeRows([.. Enumerable.Range(0, 60)])));
    }

    [Fact]
    public void SamplesHaveEachOnce()
    {
        var report = Report(500);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(report) })
            .As<TableModel>();
        Assert.Contains(Rule, model.Encoding.Rules.Select(rule => rule.ToString()));
        var rule = model.Encoding.Rules.OfType<OnceColumns>().Single();
        var samples = model.Sample(report.RowCount, 3);
        Assert.DoesNotContain(false, rule.Holds(samples));
        Assert.Equal(samples.ToRowMajor(), model.Sample(report.RowCount, 3).ToRowMajor());
        // Each page keeps its rows, but for chance.
        foreach (var (page, count) in report.ColumnValues(0).CountBy(page => page))
        {
            Assert.InRange(samples.ColumnValues(0).Count(one => one == page), count / 3, (count * 2) + 6);
        }

        // A row alone breaks nothing, and has a density; conditions are satisfied.
        Assert.DoesNotContain(model.Score(report).LogDensity, double.IsInfinity);
        var given = model.SampleConditional(200, model.ParseConditions("device=mobile")).Rows;
        Assert.All(Enumerable.Range(0, 200), row => Assert.Equal("mobile", given.Columns[2].Write(given[row, 2])));
    }

    [Fact]
    public void MoreRowsThanThereAreCombinationsAreSaid()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Report(500)) })
            .As<TableModel>();
        var few = model.SampleParts(400, 1, continuous: false, progress: null, default);
        Assert.Equal(400, few.ToTable().RowCount);
        Assert.Null(few.Remark?.Invoke());
        var many = model.SampleParts(2500, 1, continuous: false, progress: null, default);
        Assert.Equal(2500, many.ToTable().RowCount);
        Assert.Matches(
            $"^'{Rule}' holds of the first ([5-9]..|1,0..) rows, of which the model has no more",
            many.Remark?.Invoke()
        );
    }

    [Fact]
    public void ItMayBeDeclared()
    {
        var report = Report(500);
        var rules = DeclaredRules.Create(report, [Rule]);
        var stored = TableRules.FromJson(JsonDocument.Parse(rules.ToJson().GetRawText()).RootElement);
        Assert.Equal(Rule, Assert.Single(stored.Rules).ToString());
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(report, ["each page, device once"]));
        Assert.Contains("two training rows have the same values", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A missing value may be any.</summary>
    [Fact]
    public void MissingValuesRepeatNone()
    {
        var rows = Table.FromColumns(
            [new("a"), new("b")],
            [
                [1, 1, 1, double.NaN, double.NaN],
                [1, 2, 1, 1, 1],
            ]
        );
        Assert.Equal([true, true, false, true, true], new OnceColumns("a", ["b"]).Holds(rows));
    }

    private static List<string> Once(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.OfType<OnceColumns>().Select(rule => rule.ToString())];

    private static Table Report(int rows)
    {
        var random = new PhiloxRandom(5, 0);
        int[] chosen = random.Permutation(Pages * Countries * Devices.Length)[..rows];
        return Table.FromArrays(
            ("page", chosen.Select(one => $"/page/{one % Pages}").ToArray()),
            ("country", chosen.Select(one => $"country {one / Pages % Countries:00}").ToArray()),
            ("device", chosen.Select(one => Devices[one / Pages / Countries]).ToArray()),
            ("position", chosen.Select(_ => Math.Round(1 + (20 * random.NextDouble()), 2)).ToArray())
        );
    }
}
