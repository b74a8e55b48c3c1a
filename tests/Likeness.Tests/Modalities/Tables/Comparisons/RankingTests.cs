using Likeness.Evaluation;
using Likeness.Modalities.Tables.Comparisons;

namespace Likeness.Tests.Modalities.Tables.Comparisons;

public sealed class RankingTests
{
    [Fact]
    public void TheLeastDistinguishableComesFirstThenMemorisingThenFailedModels()
    {
        var ranked = Ranking.Order([
            Model("failed"),
            Model("copies", auc: 0.5, copied: 2),
            Model("poor", auc: 0.9),
            Model("good", auc: 0.52),
        ]);
        Assert.Equal(["good", "poor", "copies", "failed"], ranked.Select(model => model.Name));
        Assert.Equal([true, false, false, false], ranked.Select(model => model.IsUndominated));
    }

    [Fact]
    public void AModelThatIsBetterInOneThingIsNotDominated()
    {
        var ranked = Ranking.Order([Model("good", 0.52, seconds: 10), Model("quick", 0.9, seconds: 1)]);
        Assert.All(ranked, model => Assert.True(model.IsUndominated));
        Assert.Contains("poor", Ranking.Order([Model("good", 0.52), Model("poor", 0.9)])[1].Name);
    }

    [Fact]
    public void TheVerdictNamesModelsNotDistinguishableFromTheBestAndMemorisingOnes()
    {
        var real = new Dictionary<string, double> { ["Strongest C2ST"] = 0.5, ["Exact matches"] = 0.2 };
        var ranked = Ranking.Order([
            Model("good", auc: 0.52),
            Model("near", auc: 0.53),
            Model("poor", auc: 0.9),
            Model("copies", auc: 0.5, copied: 3),
        ]);
        string verdict = ComparisonVerdict.Create(ranked, real);
        Assert.StartsWith(
            "good is first, over these seeds not significantly before near: the best classifier",
            verdict
        );
        Assert.Contains("52 % (real-vs-real baseline: 50 %)", verdict);
        Assert.EndsWith("Memorised: copies.", verdict);
        string doubtful = ComparisonVerdict.Create([Model("good", auc: 0.52, copied: 1)], real);
        Assert.Contains("In 1 of 3 runs", doubtful);
        string none = ComparisonVerdict.Create([Model("copies", auc: 0.5, copied: 3)], real);
        Assert.StartsWith("No model generalises: copies fits best", none);
    }

    private static ComparedModel Model(string name, double? auc = null, int copied = 0, double seconds = 1) =>
        new()
        {
            Name = name,
            Title = name,
            Values = auc is not double value
                ? new Dictionary<string, ComparedValue>()
                : new Dictionary<string, ComparedValue>
                {
                    ["Strongest C2ST"] = new(value, new Interval(value - 0.01, value + 0.01), [value]),
                    ["Training time"] = new(seconds, null, [seconds]),
                },
            CopiedRuns = copied,
            Memorises = copied >= 2,
            Novelty = "The samples are copies.",
            Runs = ["a", "b", "c"],
        };
}
