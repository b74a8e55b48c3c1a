namespace Likeness.Evaluation;

/// <summary>
/// Is the model's density of real rows what it is of the model's own? Each real row's place among the model's own rows, from
/// the densest down, is uniform where the density is right: a probability integral transform over highest-density regions
/// (Hyndman 1996, Am. Stat. 50:2; Dawid 1984). Real rows that crowd at 0 % are denser than the model's own (it spreads too
/// much); those at 100 % lie where the model puts nothing (it is too sure of itself).
/// </summary>
/// <param name="Rows">How many real rows were placed.</param>
/// <param name="Samples">Among how many of the model's own rows.</param>
/// <param name="On">Which rows: "test rows" or "training rows".</param>
/// <param name="Statistic">The greatest distance of the places from uniform (Kolmogorov and Smirnov's, of both samples' log-densities): 0 is right.</param>
/// <param name="PValue">Of a statistic this large by chance, in the limit of many rows.</param>
/// <param name="Baseline">The statistic between two samples of these sizes and one density: its 95 % quantile.</param>
/// <param name="Inside">Share of real rows within the model's densest 0 %, 1 %, … 100 %: 101 numbers, best equal to their places.</param>
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
    // Kolmogorov's distribution leaves 5 % above this.
    private const double Quantile95 = 1.3580986393225505;

    /// <summary>Compares the log-densities of real rows and of the model's own.</summary>
    /// <param name="real">log p of each real row, in nats; at least one.</param>
    /// <param name="own">log p of each of the model's rows, had in the same way; at least one.</param>
    /// <param name="on">Which real rows these are.</param>
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

    /// <summary>The chance that Kolmogorov's statistic exceeds a value.</summary>
    internal static double Kolmogorov(double value)
    {
        if (value < 0.2)
        {
            return 1; // to 15 digits, and the series is slow there
        }

        double sum = 0;
        for (int term = 1; term <= 100; term++)
        {
            sum += (term % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * term * term * value * value);
        }

        return Math.Clamp(sum, 0, 1);
    }

    // A row's place is the share of the model's rows that are denser, those as dense counted half.
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
