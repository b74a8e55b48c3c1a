using Likeness.Evaluation;
using Likeness.Evaluation.Novelty;
using Likeness.Evaluation.Pairs;
using Likeness.Evaluation.Support;

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
                (new PiGeneratorMmd(), "mmd"),
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
                (new AlphaPrecision(), "alphaPrecision"),
                (new BetaRecall(), "betaRecall"),
                (new Authenticity(), "authenticity"),
                (new TrendSimilarity(), "trendSimilarity"),
                (new ContingencySimilarity(), "contingencySimilarity"),
            }
        )
        {
            if (!golden.Values.ContainsKey(key))
            {
                Assert.Empty(metric.Compute(data));
                continue;
            }

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
        PointCloud reference = data.Pooled.TakeRows([.. Enumerable.Range(0, data.Reference.RowCount)]);
        PointCloud generated = data.Pooled.TakeRows([.. Enumerable.Range(data.RealRows, data.Generated.RowCount)]);
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
        NoveltyReport report = NoveltyVerdict.Create(golden.Data());
        Assert.Equal(golden.Value("closerToTrain"), report.CloserToTrain!.Value, Tolerance);
        MetricResult result = Assert.Single(new OverfittingProtection().Compute(golden.Data()));
        Assert.Equal(Math.Min(1, 2 * (1 - golden.Value("closerToTrain"))), result.Value, Tolerance);
    }

    [Fact]
    public void The_membership_attack_and_the_copy_test_agree()
    {
        GoldenCase golden = GoldenMetrics.Case("held out");
        EvaluationData data = golden.Data();
        Assert.Equal(golden.Value("membership"), Assert.Single(new MembershipAttack().Compute(data)).Value, Tolerance);
        var cells = new RealCells(data, Centres(data, 3));
        double value = CopyTest.Statistic([
            .. Enumerable
                .Range(0, 3)
                .Select(cell =>
                    (In(data.Records.Baseline, cells.OfReal, cell), In(data.Records.Generated, cells.OfGenerated, cell))
                ),
        ]);
        Assert.Equal(golden.Value("copyTest"), value, Tolerance);

        static double[] In(double[] distances, int[] cells, int cell) =>
            [.. distances.Where((_, row) => cells[row] == cell)];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cells_agree_with_scikit_learn(string name)
    {
        GoldenCase golden = GoldenMetrics.Case(name);
        EvaluationData data = golden.Data();
        var given = new RealCells(data, Centres(data, 4));
        double fraction = DifferentBins.Fraction(
            given.Counts(given.OfReal[..data.Reference.RowCount]),
            given.Counts(given.OfGenerated)
        );
        Assert.Equal(golden.Value("differentBins"), fraction, Tolerance);

        // One start of k-means does not find the best of twenty, but comes close.
        var found = new RealCells(data, 4);
        PointCloud train = PointCloud.FromTable(data.Train, [.. data.Scale]);
        var nearest = NearestNeighbours.Find(train, found.Centres, 1, excludeSelf: false, data);
        double inertia = Enumerable.Range(0, train.RowCount).Sum(row => nearest.Squared(row, 0));
        Assert.InRange(inertia, golden.Value("inertia") - 1e-9, 1.25 * golden.Value("inertia"));
    }

    private static PointCloud Centres(EvaluationData data, int count) =>
        PointCloud.FromTable(data.Train, [.. data.Scale]).TakeRows([.. Enumerable.Range(0, count)]);

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
