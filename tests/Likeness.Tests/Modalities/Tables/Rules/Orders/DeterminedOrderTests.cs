using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Orders of numbers that other columns determine.</summary>
public sealed class DeterminedOrderTests
{
    private const int Rows = 1000;
    private const int Most = 6;

    /// <summary>A score determines the goals of both, of which the first half has no more.</summary>
    [Fact]
    public void GoalsOfTheFirstHalfAreNoMore()
    {
        var table = Fixtures();
        string[] rules = [.. TableRules.Find(table, wanted: true).Rules.SelectMany(rule => rule.Texts)];
        Assert.Contains("score determines home", rules);
        Assert.Contains("half ≤ home", rules);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(1000, seed: 1);
        Assert.DoesNotContain(true, Enumerable.Range(0, 1000).Select(row => samples[row, 3] > samples[row, 1]));
    }

    private static Table Fixtures()
    {
        var random = new PhiloxRandom(1, 0);
        double[] home = [.. Enumerable.Range(0, Rows).Select(_ => (double)Goals(random))];
        double[] away = [.. home.Select(_ => (double)Goals(random))];
        double[] half = [.. home.Select(goals => Math.Floor(random.NextDouble() * (goals + 1)))];
        string[] scores =
        [
            .. from one in Enumerable.Range(0, Most) from other in Enumerable.Range(0, Most) select $"{one}-{other}",
        ];
        var table = Table.FromColumns(
            [
                new Column("score") { Kind = new CategoryKind(scores) },
                new Column("home"),
                new Column("away"),
                new Column("half"),
            ],
            [
                [.. home.Zip(away, (one, other) => (Most * one) + other)],
                home,
                away,
                half,
            ]
        );
        return Schema.Detect(table).Apply(table);
    }

    private static int Goals(PhiloxRandom random) => Enumerable.Range(0, Most - 1).Count(_ => random.NextInt(3) == 0);
}
