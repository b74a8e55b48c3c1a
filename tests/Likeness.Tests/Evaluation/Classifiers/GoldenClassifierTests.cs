using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;

namespace Likeness.Tests.Evaluation.Classifiers;

/// <summary>The classifiers compared with scikit-learn's on the same folds of the same rows (tests/golden/metrics.py).</summary>
public sealed class GoldenClassifierTests
{
    public static TheoryData<string> Cases => [.. GoldenMetrics.All.Cases.Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Neighbours_agree(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        double[] scores = CrossFit(new NeighbourClassifier(), golden, seed: 1);
        Assert.Equal(golden.Value("accuracy"), Accuracy(scores), 1e-10);
        Assert.Equal(golden.Value("auc"), Auc(scores), 1e-10);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logistic_regression_agrees_row_by_row(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        double[] scores = CrossFit(new LogisticClassifier(), golden, seed: 1);
        double[] expected = golden.List("logistic");
        Assert.Equal(expected.Length, scores.Length);
        Assert.All(scores.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-7));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_tree_that_tries_every_column_agrees_row_by_row(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        double[] scores = CrossFit(new OneTree((int)golden.Value("treeDepth")), golden, seed: 1);
        double[] expected = golden.List("tree");
        Assert.All(scores.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forests_do_as_well_on_average(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        const int seeds = 10;
        double[][] scores =
        [
            .. Enumerable.Range(1, seeds).Select(seed => CrossFit(new ForestClassifier(), golden, (ulong)seed)),
        ];
        double[] means = golden.List("forestMeans");
        double[] allowed = [.. golden.List("forestDeviations").Select(d => 4 * d / Math.Sqrt(seeds))];
        Assert.InRange(scores.Average(Accuracy), means[0] - allowed[0], means[0] + allowed[0]);
        Assert.InRange(scores.Average(Auc), means[1] - allowed[1], means[1] + allowed[1]);
    }

    private static double[] CrossFit(ClassifierTwoSample classifier, GoldenCase golden, ulong seed)
    {
        EvaluationData data = golden.Data(seed);
        int each = Math.Min(data.Reference.RowCount, data.Generated.RowCount);
        return classifier.CrossFit(data, [.. Enumerable.Range(0, each)], [.. Enumerable.Range(data.RealRows, each)]);
    }

    private static double Accuracy(double[] scores) => Spread.Mean(ClassifierTwoSample.Correct(scores));

    private static double Auc(double[] scores) =>
        RocAuc.Compute(scores.AsSpan(0, scores.Length / 2), scores.AsSpan(scores.Length / 2));
}
