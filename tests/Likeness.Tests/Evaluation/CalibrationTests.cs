using Likeness.Compute.Cpu;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

public sealed class CalibrationTests
{
    [Fact]
    public void Statistic_and_p_value_are_those_of_SciPy()
    {
        GoldenCase golden = GoldenMetrics.Case("held out");
        EvaluationData data = golden.Data();
        CalibrationReport report = CalibrationReport.Compute(
            Sums(GoldenCase.Reference(data)),
            Sums(GoldenCase.Samples(data)),
            "test rows"
        );
        Assert.Equal(golden.Value("calibration"), report.Statistic, 1e-12);
        Assert.Equal(golden.Value("calibrationP"), report.PValue, 1e-10);
    }

    [Fact]
    public void A_right_density_is_uniform_and_a_too_narrow_one_is_seen()
    {
        // log-densities of standard normal rows under the standard normal, and under one of half the width.
        double[] own = LogDensities(2000, 1, 1);
        CalibrationReport right = CalibrationReport.Compute(LogDensities(1000, 2, 1), own, "test rows");
        Assert.InRange(right.Statistic, 0, 0.06);
        Assert.InRange(right.PValue, 0.01, 1);
        Assert.Equal(101, right.Inside.Count);
        Assert.All(
            right.Inside.Select((fraction, percent) => fraction - (percent / 100.0)),
            d => Assert.InRange(d, -0.06, 0.06)
        );
        CalibrationReport narrow = CalibrationReport.Compute(LogDensities(1000, 2, 2), own, "test rows");
        Assert.InRange(narrow.PValue, 0, 1e-6);
        Assert.True(narrow.Inside[50] < 0.4 && narrow.Statistic > narrow.Baseline);
        Assert.Equal(1, narrow.Inside[100]);
        Assert.Null(right.Warn());
        Assert.Contains("the model's density is low", narrow.Warn(), StringComparison.Ordinal);
        CalibrationReport wide = CalibrationReport.Compute(own, LogDensities(1000, 2, 2), "test rows");
        Assert.Contains("more spread out than the data", wide.Warn(), StringComparison.Ordinal);
    }

    // −z²/2 for z of the given standard deviation.
    private static double[] LogDensities(int rows, ulong stream, double spread)
    {
        var random = new PhiloxRandom(3, stream);
        return [.. Enumerable.Range(0, rows).Select(_ => -0.5 * Math.Pow(spread * random.NextNormal(), 2))];
    }

    private static double[] Sums(PointCloud rows)
    {
        var point = new double[rows.Width];
        return
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row =>
                {
                    rows.CopyRow(row, point);
                    return point.Sum();
                }),
        ];
    }
}
