using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Trees;

namespace Likeness.Tests.Evaluation.Classifiers;

public sealed class ClassifierTests
{
    private static readonly EvaluationSettings Quick = new() { Resamples = 20, BaselineRepeats = 3 };

    public static TheoryData<string> Names =>
        ["C2ST (boosted trees)", "C2ST (k-NN)", "C2ST (logistic regression)", "C2ST (random forest)"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Alike_samples_cannot_be_told_apart_and_shifted_ones_can(string name)
    {
        MetricResult alike = Evaluate(name, Samples.Gaussian(400, 1, 3), Samples.Gaussian(400, 2, 3));
        Assert.InRange(alike.Value, 0.44, 0.56);
        Assert.InRange(alike.Auc!.Value, 0.44, 0.56);
        Assert.InRange(alike.PValue!.Value, 0.01, 1);
        Assert.InRange(alike.AucInterval!.Low, 0.4, alike.Auc.Value);
        Assert.InRange(alike.AucInterval.High, alike.Auc.Value, 0.6);
        Assert.InRange(alike.AucBaseline!.Median, 0.42, 0.58);
        Assert.Equal(Quick.BaselineRepeats, alike.AucBaseline.Repeats);
        MetricResult shifted = Evaluate(name, Samples.Gaussian(400, 1, 3), Samples.Gaussian(400, 2, 3, shift: 2));
        Assert.InRange(shifted.Value, 0.9, 1);
        Assert.InRange(shifted.Auc!.Value, 0.95, 1);
        Assert.InRange(shifted.AucInterval!.Low, 0.9, shifted.Auc.Value);
        Assert.InRange(shifted.AucBaseline!.High, 0.42, 0.62);
        Assert.InRange(shifted.PValue!.Value, 0, 1e-6);
        Assert.InRange(shifted.Baseline!.Median, 0.42, 0.58);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lost_correlation_is_seen(string name)
    {
        Table independent = Samples.Gaussian(400, 3, 2);
        double[] mixed =
        [
            .. Enumerable.Range(0, 400).SelectMany(row => new[] { independent[row, 0], Mixed(independent, row) }),
        ];
        MetricResult result = Evaluate(name, Samples.Of(mixed, 2), Samples.Gaussian(400, 4, 2));
        Assert.InRange(result.Value, 0.65, 1);

        static double Mixed(Table rows, int row) => (0.95 * rows[row, 0]) + (0.31 * rows[row, 1]);
    }

    [Fact]
    public void A_forest_learns_what_no_single_column_shows()
    {
        var random = new PhiloxRandom(1, 0);
        var rows = new double[800];
        var labels = new bool[400];
        for (int i = 0; i < 400; i++)
        {
            (rows[2 * i], rows[(2 * i) + 1]) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            labels[i] = rows[2 * i] * rows[(2 * i) + 1] > 0;
        }

        PointCloud cloud = PointCloud.FromTable(Samples.Of(rows, 2), [1, 1]);
        var tree = new DecisionTree(
            BinnedTable.FromColumns(cloud.Columns()),
            labels,
            [.. Enumerable.Range(0, 400)],
            2,
            random
        );
        Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(labels[row] ? 1 : 0, tree.Score(cloud, row)));
    }

    [Fact]
    public void Regression_on_separable_rows_ends()
    {
        double[][] features =
        [
            [-1, -0.5, 0.5, 1],
        ];
        double[] weights = LogisticClassifier.Fit(features, [false, false, true, true]);
        Assert.InRange(weights[0], 0.5, 3);
        Assert.Equal(0, weights[1], 1e-9);
    }

    private static MetricResult Evaluate(string name, Table real, Table generated) =>
        Assert.Single(
            MetricRegistry
                .All.Single(metric => metric.Name == name)
                .Compute(new EvaluationData(real, null, generated, Quick))
        );
}
