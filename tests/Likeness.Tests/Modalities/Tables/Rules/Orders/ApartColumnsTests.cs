using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Times from the begin to the end of rows of which no two overlap, such as the nights of a sleeper.</summary>
public sealed class ApartColumnsTests
{
    private const string Rule = "rows from start to end do not overlap";

    [Fact]
    public void RowsThatDoNotOverlapAreFound()
    {
        var nights = Nights(300);
        Assert.Equal([Rule], Apart(nights));
        // One overlaps; so few days of so long a time would by chance not.
        Assert.Empty(Apart(nights.TakeRows([.. Enumerable.Range(0, 300), 7])));
        Assert.Empty(Apart(nights.TakeRows([.. Enumerable.Range(0, 60).Select(i => i * 5)])));
    }

    [Fact]
    public void SamplesDoNotOverlap()
    {
        var nights = Nights(300);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(nights) })
            .As<TableModel>();
        var rule = model.Encoding.Rules.OfType<ApartColumns>().Single();
        var samples = model.Sample(270, 3);
        Assert.DoesNotContain(false, rule.Holds(samples));
        double Hours(Table rows) =>
            rows.ColumnValues(1).Zip(rows.ColumnValues(0), (end, start) => end - start).Average() / 3600;
        Assert.InRange(Hours(samples) / Hours(nights), 0.93, 1.07);
        Assert.DoesNotContain(model.Score(nights).LogDensity, double.IsInfinity);
        var many = model.SampleParts(2000, 1, continuous: false, progress: null, default);
        Assert.Equal(2000, many.ToTable().RowCount);
        Assert.StartsWith($"'{Rule}' holds of the first ", many.Remark?.Invoke(), StringComparison.Ordinal);
    }

    [Fact]
    public void ItMayBeDeclared()
    {
        var nights = Nights(60);
        var rules = DeclaredRules.Create(nights, [Rule, "start ≤ end"]);
        var stored = TableRules.FromJson(JsonDocument.Parse(rules.ToJson().GetRawText()).RootElement);
        Assert.Contains(Rule, stored.Rules.Select(rule => rule.ToString()));
        var error = Assert.Throws<LikenessException>(() =>
            DeclaredRules.Create(nights.TakeRows([.. Enumerable.Range(0, 60), 0]), [Rule])
        );
        Assert.Contains("two training rows overlap", error.Message, StringComparison.Ordinal);
    }

    private static List<string> Apart(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.OfType<ApartColumns>().Select(rule => rule.ToString())];

    private static Table Nights(int days)
    {
        var random = new PhiloxRandom(6, 0);
        DateTime[] starts =
        [
            .. Enumerable
                .Range(0, days)
                .Select(day => new DateTime(2024, 1, 1, 21, 30, 0).AddDays(day).AddMinutes(random.NextInt(180))),
        ];
        return Table.FromArrays(
            ("start", starts),
            ("end", starts.Select(start => start.AddMinutes(360 + random.NextInt(150))).ToArray()),
            ("awake", starts.Select(_ => random.NextInt(60)).ToArray())
        );
    }
}
