using Likeness.Numerics;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Values that many intervals have in common.</summary>
internal static class IntervalOverlap
{
    /// <summary>Whether so many of a few intervals have a value in common.</summary>
    /// <param name="lows">The first value of each interval.</param>
    /// <param name="highs">The last value of each.</param>
    /// <param name="fewest">So many are enough.</param>
    public static bool AreOf(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs, int fewest)
    {
        foreach (double value in lows)
        {
            int around = 0;
            for (int i = 0; i < lows.Length; i++)
            {
                around += lows[i] <= value && value <= highs[i] ? 1 : 0;
            }

            if (around >= fewest)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether so many intervals may have a value in common: as many begin before it, and end behind it.</summary>
    /// <inheritdoc cref="AreOf"/>
    public static bool MayBeOf(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs, double fewest)
    {
        int needed = (int)Math.Ceiling(fewest);
        return needed <= 0
            || needed <= lows.Length
                && Selection.At(lows.ToArray(), needed - 1) <= Selection.At(highs.ToArray(), highs.Length - needed);
    }

    /// <summary>The values that the most intervals have in common, and how many these are.</summary>
    /// <inheritdoc cref="AreOf"/>
    public static (double Low, double High, int Rows) Of(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs)
    {
        double[] starts = lows.ToArray();
        double[] ends = highs.ToArray();
        Array.Sort(starts);
        Array.Sort(ends);
        var (open, best) = (0, 0);
        var (low, high) = (double.NaN, double.NaN);
        int end = 0;
        foreach (double start in starts)
        {
            while (ends[end] < start)
            {
                open--;
                end++;
            }

            if (++open > best)
            {
                (best, low, high) = (open, start, ends[end]);
            }
        }

        return (low, high, best);
    }
}
