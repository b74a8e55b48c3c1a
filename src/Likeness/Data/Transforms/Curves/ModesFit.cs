namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// Fits a mixture of normal distributions to numbers by expectation maximisation. The M-step takes one row off each mode's weight, so that modes that
/// the rows do not support vanish: Figueiredo and Jain 2002, IEEE Trans. PAMI 24(3), eq. 17, with two parameters per mode.
/// </summary>
internal static class ModesFit
{
    private const int MaxModes = 10;
    private const int MaxValues = 10_000;
    private const int MaxRounds = 100;
    private const double MinWeight = 0.005;
    private const double Tolerance = 1e-5;

    /// <summary>The modes of numbers.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="minDeviation">The least standard deviation of a mode, greater than zero.</param>
    public static ColumnModes Fit(double[] values, double minDeviation)
    {
        double[] sorted = [.. values.Order()];
        int count = Math.Min(MaxValues, sorted.Length);
        double[] thinned = [.. Enumerable.Range(0, count).Select(i => sorted[(int)((long)i * sorted.Length / count)])];
        double deviation = Math.Sqrt(Moments.Compute(thinned).Variance);
        var modes = Enumerable
            .Range(0, MaxModes)
            .Select(k => new Mode(
                Quantiles.OfSorted(thinned, (k + 0.5) / MaxModes),
                Math.Max(minDeviation, deviation / MaxModes),
                1.0 / MaxModes
            ))
            .ToArray();
        double last = double.NegativeInfinity;
        for (int round = 0; round < MaxRounds; round++)
        {
            (modes, double mean) = Improve(modes, thinned, minDeviation);
            if (mean - last < Tolerance)
            {
                break;
            }

            last = mean;
        }

        double most = modes.Max(mode => mode.Weight);
        Mode[] kept = Array.FindAll(modes, mode => mode.Weight >= Math.Min(MinWeight, most));
        double total = kept.Sum(mode => mode.Weight);
        return new(
            [.. kept.Select(mode => mode.Mean)],
            [.. kept.Select(mode => mode.Deviation)],
            [.. kept.Select(mode => mode.Weight / total)]
        );
    }

    // One round, and the mean log-density (less a constant) before it.
    private static (Mode[] Modes, double MeanLogDensity) Improve(Mode[] modes, double[] values, double minDeviation)
    {
        var sums = new (double Weight, double First, double Second)[modes.Length];
        var parts = new double[modes.Length];
        double logs = 0;
        foreach (double value in values)
        {
            double total = 0;
            for (int k = 0; k < modes.Length; k++)
            {
                double distance = (value - modes[k].Mean) / modes[k].Deviation;
                parts[k] = modes[k].Weight / modes[k].Deviation * Math.Exp(-0.5 * distance * distance);
                total += parts[k];
            }

            total = Math.Max(total, double.Epsilon);
            logs += Math.Log(total);
            for (int k = 0; k < modes.Length; k++)
            {
                double share = parts[k] / total;
                double offset = value - modes[k].Mean;
                sums[k].Weight += share;
                sums[k].First += share * offset;
                sums[k].Second += share * offset * offset;
            }
        }

        double left = sums.Sum(sum => Math.Max(0, sum.Weight - 1));
        if (left <= 0)
        {
            return (modes, logs / values.Length); // too few rows to improve on
        }

        return (
            [
                .. modes
                    .Zip(sums)
                    .Where(pair => pair.Second.Weight > 1)
                    .Select(pair => pair.First.Moved(pair.Second, left, minDeviation)),
            ],
            logs / values.Length
        );
    }

    private sealed record Mode(double Mean, double Deviation, double Weight)
    {
        public Mode Moved((double Weight, double First, double Second) sum, double left, double minDeviation)
        {
            double shift = sum.First / sum.Weight;
            double variance = Math.Max(0, (sum.Second / sum.Weight) - (shift * shift));
            return new(Mean + shift, Math.Max(minDeviation, Math.Sqrt(variance)), (sum.Weight - 1) / left);
        }
    }
}
