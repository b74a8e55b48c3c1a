using System.Globalization;

namespace Likeness.Evaluation;

/// <summary>
/// Calibration of a density: the coverage of the model's highest-density regions by real rows. The rank of each real row's density
/// among the model's samples, densest first, is uniform if the density is calibrated: a probability integral transform over highest-density regions
/// (Hyndman 1996, Am. Stat. 50:2; Dawid 1984). Ranks near 0 % mean that the model is too spread out; ranks near
/// 100 % mean that real rows lie where the model's density is low.
/// </summary>
/// <param name="Rows">The number of real rows.</param>
/// <param name="Samples">The number of the model's samples that they are ranked among.</param>
/// <param name="On">Which rows: "test rows" or "training rows".</param>
/// <param name="Statistic">The largest deviation of coverage from the diagonal (the Kolmogorov–Smirnov statistic of both samples' log-densities): 0 is best.</param>
/// <param name="PValue">The asymptotic p-value of the statistic.</param>
/// <param name="Baseline">The 95 % quantile of the statistic for two samples of these sizes from one density.</param>
/// <param name="Inside">The fraction of real rows within the model's 0 %, 1 %, … 100 % highest-density regions: 101 numbers, ideally equal to the nominal mass.</param>
public sealed record CalibrationReport(
    int Rows,
    int Samples,
    string On,
    double Statistic,
    double PValue,
    double Baseline,
    IReadOnlyList<double> Inside
)
{
    // Beyond chance and this, densities mislead.
    private const double LargeDeviation = 0.2;

    // The 95 % quantile of Kolmogorov's distribution.
    private const double Quantile95 = 1.3580986393225505;

    /// <summary>Compares the log-densities of real rows with those of the model's samples.</summary>
    /// <param name="real">log p of each real row, in nats; at least one.</param>
    /// <param name="own">log p of each of the model's samples, computed in the same way; at least one.</param>
    /// <param name="on">Describes the real rows.</param>
    public static CalibrationReport Compute(ReadOnlySpan<double> real, ReadOnlySpan<double> own, string on)
    {
        var x = new CountedValues(real.ToArray());
        var y = new CountedValues(own.ToArray());
        double statistic = CountedValues.Supremum(x, x.Everyone(), y, y.Everyone());
        double size = Math.Sqrt((double)real.Length * own.Length / (real.Length + own.Length));
        return new CalibrationReport(
            real.Length,
            own.Length,
            on,
            statistic,
            Kolmogorov(size * statistic),
            Math.Min(1, Quantile95 / size),
            Fractions(real, own)
        );
    }

    /// <summary>The warning of a large deviation, with its direction and what it means; null if there is none.</summary>
    internal string? Warn()
    {
        if (Statistic <= Math.Max(LargeDeviation, Baseline))
        {
            return null;
        }

        double excess = Inside.Select((fraction, percent) => fraction - (percent / 100.0)).MaxBy(Math.Abs);
        string direction =
            excess > 0
                ? "the model is more spread out than the data"
                : "real rows lie where the model's density is low, so that it is too narrow or misses a part";
        return $"The density is miscalibrated: the coverage of its highest-density regions by {On} deviates by {Statistic.ToString("0.00", CultureInfo.InvariantCulture)} ({Baseline.ToString("0.00", CultureInfo.InvariantCulture)} by chance): {direction}. Do not read its log-densities as probabilities.";
    }

    /// <summary>The probability that Kolmogorov's statistic exceeds a value.</summary>
    internal static double Kolmogorov(double value)
    {
        if (value < 0.2)
        {
            return 1; // to 15 digits, and the series converges slowly there
        }

        double sum = 0;
        for (int term = 1; term <= 100; term++)
        {
            sum += (term % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * term * term * value * value);
        }

        return Math.Clamp(sum, 0, 1);
    }

    // A row's rank is the fraction of the model's samples that are denser, ties counted half.
    private static double[] Fractions(ReadOnlySpan<double> real, ReadOnlySpan<double> own)
    {
        double[] sorted = own.ToArray();
        Array.Sort(sorted);
        var places = new double[real.Length];
        for (int row = 0; row < places.Length; row++)
        {
            double below =
                RocAuc.Below(sorted, real[row], orEqual: false) + RocAuc.Below(sorted, real[row], orEqual: true);
            places[row] = 1 - (below / (2.0 * sorted.Length));
        }

        Array.Sort(places);
        return
        [
            .. Enumerable
                .Range(0, 101)
                .Select(percent => RocAuc.Below(places, percent / 100.0, orEqual: true) / (double)places.Length),
        ];
    }
}
