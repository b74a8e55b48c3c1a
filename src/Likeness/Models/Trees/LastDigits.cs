namespace Likeness.Models.Trees;

/// <summary>
/// The last digits that numbers on a grid prefer: prices end in .99 or .95, salaries in 000 or 500. A number's weight is that of its remainder; where none is
/// preferred beyond chance, all are equal.
/// </summary>
internal sealed class LastDigits : IRhythm
{
    // Preferred remainders have so many values more than expected, in standard deviations, and so many at least.
    private const double Deviations = 5;
    private const int MinValues = 4;

    // Few values say little, and a few periods are the shape of the distribution.
    private const int MinDistinct = 20;
    private const int MinPeriods = 4;

    // The values that all other remainders count as having.
    private const double Rare = 0.1;

    private static readonly int[] Periods = [10, 100, 1000];

    private readonly double[] before; // [period + 1]: the weight of smaller remainders

    private LastDigits(double[] weights)
    {
        before = new double[weights.Length + 1];
        for (int remainder = 0; remainder < weights.Length; remainder++)
        {
            before[remainder + 1] = before[remainder] + weights[remainder];
        }
    }

    private int Period => before.Length - 1;

    /// <summary>The last digits of a column of whole numbers; null if it prefers none.</summary>
    /// <param name="values">The distinct values, ascending.</param>
    /// <param name="roundedFrom">Where numbers with zeros at the end are made afterwards: how much more they are than the values; else null.</param>
    public static LastDigits? Find(float[] values, double? roundedFrom)
    {
        if (values.Length < MinDistinct)
        {
            return null;
        }

        double[]? found = null;
        double best = 0;
        foreach (int period in Periods)
        {
            if (
                values[^1] - values[0] >= MinPeriods * period
                && Weights(values, period, roundedFrom) is var (weights, gain)
            )
            {
                (found, best) = gain > best ? (weights, gain) : (found, best);
            }
        }

        return found is null ? null : new LastDigits(found);
    }

    /// <inheritdoc/>
    public bool Covers(double from, double to) => true;

    /// <inheritdoc/>
    public double Weight(double from, double to) => Before(to) - Before(from);

    /// <inheritdoc/>
    public double Density(double value)
    {
        int remainder = (int)(Math.Floor(value) % Period);
        return before[remainder + 1] - before[remainder];
    }

    /// <inheritdoc/>
    public double At(double from, double to, double fraction)
    {
        double target = Before(from) + (fraction * Weight(from, to));
        double periods = Math.Floor(target / before[^1]);
        double left = target - (periods * before[^1]);
        int found = Array.BinarySearch(before, left);
        // The last remainder that begins at or before it and has a weight.
        int remainder = Math.Clamp(found >= 0 ? found : ~found - 1, 0, Period - 1);
        return Math.Clamp((periods * Period) + remainder, from, to - 1);
    }

    // The weight of all whole numbers from 0 on and before one.
    private double Before(double value)
    {
        double periods = Math.Floor(value / Period);
        return (periods * before[^1]) + before[(int)(value - (periods * Period))];
    }

    // Each value could as well be any other up to halfway to its neighbours: how many of each remainder would there be?
    private static (double[] Weights, double Gain)? Weights(float[] values, int period, double? roundedFrom)
    {
        var seen = new double[period];
        var expected = new double[period];
        for (int i = 0; i < values.Length; i++)
        {
            double low = i == 0 ? values[0] : Math.Floor(((double)values[i - 1] + values[i]) / 2) + 1;
            double high = i == values.Length - 1 ? values[i] : Math.Floor(((double)values[i] + values[i + 1]) / 2);
            double count = high - low + 1;
            seen[(int)(values[i] % period)]++;
            double whole = Math.Floor(count / period);
            for (int remainder = 0; whole > 0 && remainder < period; remainder++)
            {
                expected[remainder] += whole / count;
            }

            for (double value = low + (whole * period); value <= high; value++)
            {
                expected[(int)(value % period)] += 1 / count;
            }
        }

        bool[] preferred =
        [
            .. seen.Zip(
                expected,
                (count, mean) => count >= MinValues && count > mean + (Deviations * Math.Sqrt(mean + 1))
            ),
        ];
        bool[] rounded = [.. preferred.Select((isOne, remainder) => isOne && (remainder + roundedFrom) % 10 == 0)];
        if (!preferred.Where((isOne, remainder) => isOne && !rounded[remainder]).Any())
        {
            return null;
        }

        double others = Rare;
        double expectedOfOthers = Rare;
        for (int remainder = 0; remainder < period; remainder++)
        {
            others += preferred[remainder] ? 0 : seen[remainder];
            expectedOfOthers += preferred[remainder] ? 0 : expected[remainder];
        }

        double gain = 0;
        var weights = new double[period];
        for (int remainder = 0; remainder < period; remainder++)
        {
            weights[remainder] =
                rounded[remainder] ? 1
                : preferred[remainder] ? seen[remainder] / Math.Max(expected[remainder], Rare)
                : others / expectedOfOthers;
            gain += seen[remainder] * Math.Log(weights[remainder]);
            gain -= preferred[remainder] ? Math.Log(values.Length) : 0;
        }

        return (weights, gain);
    }
}
