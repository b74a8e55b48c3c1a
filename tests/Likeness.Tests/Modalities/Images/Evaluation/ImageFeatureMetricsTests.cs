using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Tests.Modalities.Images.Evaluation;

public sealed class ImageFeatureMetricsTests
{
    [Theory]
    [InlineData("Fréchet distance", "frechet", 1e-9)]
    [InlineData("Kernel distance", "kid", 1e-10)]
    [InlineData("Precision", "precision", 1e-10)]
    [InlineData("Recall", "recall", 1e-10)]
    [InlineData("Density", "density", 1e-10)]
    [InlineData("Coverage", "coverage", 1e-10)]
    public void AgreesWithSciPy(string name, string key, double tolerance)
    {
        foreach (var golden in GoldenImages.All.Features)
        {
            var estimate = Assert.Single(Metric(name).Measure(Compare(golden)));
            Assert.Equal(golden.Values[key], estimate.Value, tolerance * Math.Max(1, golden.Values[key]));
            var interval = estimate.Interval()!;
            Assert.InRange(estimate.Value, interval.Low, interval.High);
        }
    }

    [Fact]
    public void EqualSamplesAreAtNoDistance()
    {
        var golden = GoldenImages.All.Features[0];
        var same = Compare(golden with { Generated = golden.Real });
        Assert.Equal(0, Metric("Fréchet distance").Measure(same)[0].Value, 1e-9);
        // Pairs of a row and its copy count between both samples, and not within them.
        Assert.InRange(Metric("Kernel distance").Measure(same)[0].Value, double.MinValue, 0);
    }

    [Fact]
    public void ManyRowsInGroupsAreSummedAsFewInOne()
    {
        var random = new Likeness.Compute.Cpu.PhiloxRandom(4, 4);
        double[][] rows = [.. Enumerable.Range(0, 211).Select(_ => new[] { random.NextNormal(), random.NextNormal() })];
        var data = Data(rows, rows);
        var cloud = PointCloud.FromTable(Table(rows), [1, 1]);
        var groups = new KernelGroups(cloud, 1000, new(1, 1), data);
        double within = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows.Length; j++)
            {
                double k = (((rows[i][0] * rows[j][0]) + (rows[i][1] * rows[j][1])) / 2) + 1;
                within += i == j ? 0 : k * k * k;
            }
        }

        Assert.Equal(50, groups.Count);
        Assert.Equal(within, groups.Within.Cast<double>().Sum(), 1e-8 * Math.Abs(within));
        Assert.Equal(120, Enumerable.Range(0, 50).Sum(new KernelGroups(cloud, 120, new(1, 1), data).Rows));
    }

    private static ImageMetric Metric(string name) => ImageMetrics.All.Single(metric => metric.Name == name);

    private static ImageComparison Compare(GoldenFeatures golden)
    {
        var data = Data(golden.Real, golden.Generated);
        return new ImageComparison(Samples(golden.Real, 0), Samples(golden.Generated, 1), [], data);

        ImageSamples Samples(double[][] rows, int stream) =>
            new(new ImageDescription(Table(rows), []), data, 1000, stream);
    }

    private static EvaluationData Data(double[][] real, double[][] generated) =>
        new(Table(real), null, Table(generated), new EvaluationSettings { Resamples = 40, Threads = 2 });

    private static Table Table(double[][] rows) =>
        new([.. rows[0].Select((_, i) => new Column($"f{i}"))], [.. rows.SelectMany(row => row)]);
}
