namespace Likeness.Evaluation;

/// <summary>
/// KL(real ‖ generated) of each column of numbers, Σ p ln(p/q), over 100 equal bins between the real column's minimum and maximum:
/// densities (numpy.histogram with density=True, so generated values outside the range do not count) plus 1e-10, divided by
/// their sum. Follows the reference implementation (pi_generator, compute_kl_divergence) and scipy.stats.entropy(p, q).
/// </summary>
internal sealed class HistogramKl : IMetric
{
    private const int Bins = 100;
    private const double Floor = 1e-10;

    public string Name => "KL divergence";

    public string Summary => "0 means the same histogram; bins without generated values weigh heavily.";

    public string Source =>
        "pi_generator, compute_kl_divergence; scipy.stats.entropy over numpy.histogram densities + 1e-10";

    public string Unit => "nats";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.PiGenerator;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        int[] columns = data.NumberColumns;
        var results = new MetricResult?[columns.Length];
        data.Parallel(results.Length, i => results[i] = Measure(data, columns[i]));
        return [.. results.OfType<MetricResult>()];
    }

    /// <summary>KL divergence between two samples, with bins over the range of the first.</summary>
    internal static double Divergence(ReadOnlySpan<double> real, ReadOnlySpan<double> generated)
    {
        var histogram = new Histogram(real, Bins);
        return FromDensities(
            histogram.Density(histogram.BinsOf(real), Once(real.Length)),
            histogram.Density(histogram.BinsOf(generated), Once(generated.Length))
        );
    }

    private MetricResult? Measure(EvaluationData data, int column)
    {
        double[] real = data.Reference.ColumnValues(column);
        double[] generated = data.Generated.ColumnValues(column);
        if (Array.TrueForAll(real, double.IsNaN) || Array.TrueForAll(generated, double.IsNaN))
        {
            return null;
        }

        var histogram = new Histogram(real, Bins);
        int[] realBins = histogram.BinsOf(real);
        int[] generatedBins = histogram.BinsOf(generated);
        Resamples samples = data.Resamples;
        double[] resampled =
        [
            .. samples.Reference.Zip(
                samples.Generated,
                (x, y) => FromDensities(histogram.Density(realBins, x), histogram.Density(generatedBins, y))
            ),
        ];

        double[] all = data.RealColumn(column);
        double[] repeats =
        [
            .. Enumerable
                .Range(0, samples.Splits.Length)
                .Select(i => Divergence(Values(all, samples.SplitReference(i)), Values(all, samples.SplitOther(i)))),
        ];
        double value = Divergence(real, generated);
        return this.Result(value, data.Reference.Columns[column].Name) with
        {
            Baseline = samples.Baseline(repeats),
            Interval = Spread.Interval(value, resampled),
        };
    }

    private static double FromDensities(double[] real, double[] generated)
    {
        double realSum = Raise(real);
        double generatedSum = Raise(generated);
        double divergence = 0;
        for (int bin = 0; bin < real.Length; bin++)
        {
            double p = real[bin] / realSum;
            divergence += p * Math.Log(p / (generated[bin] / generatedSum));
        }

        return divergence;
    }

    private static double Raise(double[] density)
    {
        double sum = 0;
        for (int bin = 0; bin < density.Length; bin++)
        {
            density[bin] += Floor;
            sum += density[bin];
        }

        return sum;
    }

    private static int[] Once(int length)
    {
        var times = new int[length];
        Array.Fill(times, 1);
        return times;
    }

    private static double[] Values(double[] all, ReadOnlySpan<int> rows)
    {
        var chosen = new double[rows.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = all[rows[i]];
        }

        return chosen;
    }
}
