using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

public sealed class GoldenMetricsTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Cases => [.. GoldenMetrics.All.Cases.Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Whole_row_metrics_agree_with_SciPy_and_scikit_learn(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        EvaluationData data = golden.Data();
        foreach (
            (IMetric metric, string key) in new (IMetric, string)[]
            {
                (new OriginMmd(), "mmd"),
                (new UnbiasedMmd(), "mmdUnbiased"),
                (new MultiscaleMmd(), "mmdMultiscale"),
                (new EnergyDistance(), "energy"),
                (new CorrelationSimilarity(), "correlationSimilarity"),
                (new Precision(), "precision"),
                (new Recall(), "recall"),
                (new Density(), "density"),
                (new Coverage(), "coverage"),
                (new ClosestRecord(), "closestRecord"),
                (new NeighbourRatio(), "neighbourRatio"),
            }
        )
        {
            double value = Assert.Single(metric.Compute(data)).Value;
            Assert.True(
                Math.Abs(value - golden.Value(key)) <= Tolerance,
                $"{metric.Name}: {value:R}, expected {golden.Value(key):R}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Column_metrics_agree_with_SciPy(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        EvaluationData data = golden.Data();
        AssertColumns(golden.List("kl"), new HistogramKl().Compute(data));
        AssertColumns(golden.List("wasserstein"), new Wasserstein().Compute(data));
        AssertColumns(golden.List("ksComplement"), new KsComplement().Compute(data));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transport_along_a_direction_agrees(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        EvaluationData data = golden.Data();
        PointCloud reference = data.Pooled.Select([.. Enumerable.Range(0, data.Reference.Rows)]);
        PointCloud generated = data.Pooled.Select([.. Enumerable.Range(data.RealRows, data.Generated.Rows)]);
        double[] costs =
        [
            .. GoldenMetrics.All.Directions.Select(direction =>
                SlicedWasserstein.Cost(reference, generated, direction)
            ),
        ];
        AssertClose(golden.List("slicedCosts"), costs);
    }

    [Fact]
    public void The_share_closer_to_train_agrees()
    {
        GoldenCase golden = GoldenMetrics.Case("held out");
        NoveltyReport report = NoveltyVerdict.Of(golden.Data());
        Assert.Equal(golden.Value("closerToTrain"), report.CloserToTrain!.Value, Tolerance);
        MetricResult result = Assert.Single(new OverfittingProtection().Compute(golden.Data()));
        Assert.Equal(Math.Min(1, 2 * (1 - golden.Value("closerToTrain"))), result.Value, Tolerance);
    }

    private static void AssertColumns(double[] expected, IReadOnlyList<MetricResult> results)
    {
        Assert.Equal(["x0", "x1", "x2"], results.Select(result => result.Column));
        AssertClose(expected, [.. results.Select(result => result.Value)]);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }
}
