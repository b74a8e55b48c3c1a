using System.Runtime.InteropServices;

namespace Likeness.Evaluation.SdMetrics;

/// <summary>
/// SDMetrics 0.32's scores of a single column, to the last digit. Cells are numbers, seconds, or level codes that mean the same in both samples; NaN
/// where missing. NaN results stand for SDMetrics' null.
/// </summary>
internal static class ColumnScores
{
    // SDMetrics' count of a category that only the generated column has.
    private const double UnseenCount = 1e-6;
    private const int Decimals = 14;

    /// <summary>KSComplement: 1 − sup |F − G| of present values, rounded to 14 decimals.</summary>
    public static double KsComplement(ReadOnlySpan<double> real, ReadOnlySpan<double> generated)
    {
        var x = new CountedValues(Rounded(real));
        var y = new CountedValues(Rounded(generated));
        return x.Length == 0 || y.Length == 0
            ? double.NaN
            : 1 - CountedValues.Supremum(x, x.Everyone(), y, y.Everyone());
    }

    /// <summary>TVComplement: 1 − ½ Σ |r − s| over the levels; a level that only the generated column has counts 1e-6 in the real one.</summary>
    public static double TvComplement(ReadOnlySpan<double> real, ReadOnlySpan<double> generated)
    {
        var first = Counts(real);
        var second = Counts(generated);
        int unseen = second.Keys.Count(level => !first.ContainsKey(level));
        double total = first.Values.Sum() + (unseen * UnseenCount);
        double other = second.Values.Sum();
        double difference = first.Sum(level =>
            Math.Abs((second.GetValueOrDefault(level.Key) / other) - (level.Value / total))
        );
        foreach (var (level, count) in second)
        {
            difference += first.ContainsKey(level) ? 0 : Math.Abs((count / other) - (UnseenCount / total));
        }

        return total == 0 || other == 0 ? double.NaN : 1 - (difference / 2);
    }

    /// <summary>MissingValueSimilarity: 1 − the difference of the fractions of missing cells.</summary>
    public static double MissingValueSimilarity(ReadOnlySpan<double> real, ReadOnlySpan<double> generated) =>
        1 - Math.Abs(MissingFraction(real) - MissingFraction(generated));

    /// <summary>RangeCoverage: the fraction of the real range that the generated range covers.</summary>
    public static double RangeCoverage(ReadOnlySpan<double> real, ReadOnlySpan<double> generated)
    {
        var (low, high) = Range(real);
        var (lowest, highest) = Range(generated);
        double width = high - low;
        return width == 0
            ? double.NaN
            : Math.Max(0, 1 - Math.Max(0, (lowest - low) / width) - Math.Max(0, (high - highest) / width));
    }

    /// <summary>CategoryCoverage: the fraction of the real column's levels that occur in the generated one.</summary>
    public static double CategoryCoverage(ReadOnlySpan<double> real, ReadOnlySpan<double> generated)
    {
        var levels = Counts(real);
        var other = Counts(generated);
        return levels.Keys.Count(other.ContainsKey) / (double)levels.Count;
    }

    /// <summary>
    /// BoundaryAdherence: the fraction of generated cells within the real range. Missing cells are left out if the real column has any, else they
    /// count as invalid.
    /// </summary>
    public static double BoundaryAdherence(ReadOnlySpan<double> real, ReadOnlySpan<double> generated)
    {
        var (low, high) = Range(real);
        int valid = 0,
            missing = 0;
        foreach (double value in generated)
        {
            missing += double.IsNaN(value) ? 1 : 0;
            valid += value >= low && value <= high ? 1 : 0;
        }

        return valid / (double)(generated.Length - (HasMissing(real) ? missing : 0));
    }

    /// <summary>CategoryAdherence: the fraction of generated cells with a real level; a missing cell is valid if the real column has any.</summary>
    public static double CategoryAdherence(ReadOnlySpan<double> real, ReadOnlySpan<double> generated)
    {
        var levels = Counts(real);
        bool canMiss = HasMissing(real);
        int valid = 0;
        foreach (double value in generated)
        {
            valid += (double.IsNaN(value) ? canMiss : levels.ContainsKey(value)) ? 1 : 0;
        }

        return valid / (double)generated.Length;
    }

    /// <summary>StatisticSimilarity: 1 − the difference of a statistic of present values, in units of the real range; at least 0.</summary>
    public static double StatisticSimilarity(
        ReadOnlySpan<double> real,
        ReadOnlySpan<double> generated,
        Func<double[], double> statistic
    )
    {
        var (low, high) = Range(real);
        double difference = Math.Abs(statistic(Present(real)) - statistic(Present(generated)));
        return high == low ? double.NaN : Math.Max(0, 1 - (difference / (high - low)));
    }

    /// <summary>The standard deviation with divisor n − 1, as pandas has it.</summary>
    public static double Deviation(double[] values)
    {
        double mean = Spread.Mean(values);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    /// <summary>The cells that are not missing, in order.</summary>
    public static double[] Present(ReadOnlySpan<double> column)
    {
        var present = new List<double>(column.Length);
        foreach (double value in column)
        {
            if (!double.IsNaN(value))
            {
                present.Add(value);
            }
        }

        return [.. present];
    }

    /// <summary>The fraction of missing cells.</summary>
    public static double MissingFraction(ReadOnlySpan<double> column)
    {
        int missing = 0;
        foreach (double value in column)
        {
            missing += double.IsNaN(value) ? 1 : 0;
        }

        return missing / (double)column.Length;
    }

    /// <summary>The smallest and the largest present value.</summary>
    public static (double Low, double High) Range(ReadOnlySpan<double> column)
    {
        double low = double.PositiveInfinity,
            high = double.NegativeInfinity;
        foreach (double value in column)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        return (low, high);
    }

    private static bool HasMissing(ReadOnlySpan<double> column)
    {
        foreach (double value in column)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<double, int> Counts(ReadOnlySpan<double> column)
    {
        var counts = new Dictionary<double, int>();
        foreach (double value in column)
        {
            if (!double.IsNaN(value))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
            }
        }

        return counts;
    }

    private static double[] Rounded(ReadOnlySpan<double> column) =>
        [.. Present(column).Select(value => Math.Abs(value) < 1e15 ? Math.Round(value, Decimals) : value)];
}
