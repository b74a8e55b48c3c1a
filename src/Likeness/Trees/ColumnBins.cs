using System.Runtime.CompilerServices;

namespace Likeness.Trees;

/// <summary>
/// The mapping of one column's values to at most 255 bins, followed by a bin for missing values (NaN). Numbers: one bin per
/// distinct value if there are few, otherwise bins with about equal counts, as in LightGBM (Ke et al. 2017). Categories: one bin
/// per category.
/// </summary>
internal sealed class ColumnBins
{
    /// <summary>The maximum number of bins, without that of missing values.</summary>
    public const int MaxCount = 255;

    private const int Places = 256; // of the search: a power of two above MaxCount

    private readonly double[] lowest; // [Count] smallest value of each bin
    private readonly double[] highest;
    private readonly double[] thresholds; // [Places]: the largest value of each bin; +∞ after the last

    private ColumnBins(double[] lowest, double[] highest, bool isCategory)
    {
        (this.lowest, this.highest, IsCategory) = (lowest, highest, isCategory);
        thresholds = new double[Places];
        Array.Fill(thresholds, double.PositiveInfinity);
        for (int bin = 0; bin < Count - 1; bin++)
        {
            thresholds[bin] = isCategory ? lowest[bin] : Between(bin, bin + 1);
        }
    }

    /// <summary>Whether values are category codes, without an order.</summary>
    public bool IsCategory { get; }

    /// <summary>The number of bins, without that of missing values: 0 if every value is missing.</summary>
    public int Count => lowest.Length;

    /// <summary>The bin of missing values, and of categories that have no bin of their own.</summary>
    public byte Missing => (byte)Count;

    /// <summary>Creates bins of numbers.</summary>
    /// <param name="values">Values of the column; NaN where missing.</param>
    /// <param name="maxBins">At most this many bins, in [1, 255].</param>
    public static ColumnBins FromNumbers(ReadOnlySpan<double> values, int maxBins = MaxCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBins, MaxCount);
        List<(double Value, int Rows)> distinct = Distinct(values);
        double equal = distinct.Sum(one => one.Rows) / (double)maxBins;
        // Values with more than an equal part of the rows have a bin each; the others share the rest.
        var small = distinct.FindAll(one => one.Rows <= equal);
        int smallLeft = small.Count;
        int rowsLeft = small.Sum(one => one.Rows);
        int binsLeft = maxBins - (distinct.Count - small.Count);
        var low = new List<double>();
        var high = new List<double>();
        int size = 0; // rows of the open bin
        bool wasLarge = true;
        foreach ((double value, int rows) in distinct)
        {
            bool isLarge = rows > equal;
            bool isFull = wasLarge || smallLeft <= binsLeft || IsNearer(size, rows, rowsLeft / (binsLeft + 1.0));
            if (isLarge || (isFull && binsLeft > 0))
            {
                low.Add(value);
                high.Add(value);
                rowsLeft -= wasLarge ? 0 : size;
                binsLeft -= isLarge ? 0 : 1;
                size = 0;
                wasLarge = isLarge;
            }

            high[^1] = value;
            size += rows;
            smallLeft -= isLarge ? 0 : 1;
        }

        return new ColumnBins([.. low], [.. high], isCategory: false);
    }

    /// <summary>Creates bins of categories. If there are too many, the rarest share the bin of missing values.</summary>
    /// <param name="codes">The category of each row, any numbers; NaN where missing.</param>
    /// <param name="maxBins">At most this many bins, in [1, 255].</param>
    public static ColumnBins FromCategories(ReadOnlySpan<double> codes, int maxBins = MaxCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBins, MaxCount);
        double[] kept =
        [
            .. Distinct(codes).OrderByDescending(one => one.Rows).Take(maxBins).Select(one => one.Value).Order(),
        ];
        return new ColumnBins(kept, kept, isCategory: true);
    }

    /// <summary>Creates bins whose values are their own numbers.</summary>
    /// <param name="count">The number of bins, at most 255.</param>
    /// <param name="isCategory">Whether they have no order.</param>
    public static ColumnBins FromIndices(int count, bool isCategory)
    {
        var values = new double[count];
        for (int bin = 0; bin < count; bin++)
        {
            values[bin] = bin;
        }

        return new ColumnBins(values, values, isCategory);
    }

    /// <summary>The bin of each value.</summary>
    /// <param name="values">Values of the column; they may differ from those that the bins were chosen from.</param>
    /// <returns>[values.Length], each at most <see cref="Missing"/>.</returns>
    public byte[] Bin(ReadOnlySpan<double> values)
    {
        var bins = new byte[values.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] = Bin(values[i]);
        }

        return bins;
    }

    /// <summary>The bin of a value.</summary>
    public byte Bin(double value)
    {
        if (double.IsNaN(value) || Count == 0)
        {
            return Missing;
        }

        int bin = 0;
        for (int step = Places / 2; step > 0; step /= 2)
        {
            // Branchless, since a branch would be mispredicted half of the time.
            bool isAbove = thresholds[bin + step - 1] < value;
            bin += -Unsafe.As<bool, byte>(ref isAbove) & step;
        }

        return IsCategory && lowest[bin] != value ? Missing : (byte)bin;
    }

    /// <summary>Halfway between the values of one bin and those of a later one: at or above the former, below the latter.</summary>
    public double Between(int bin, int later)
    {
        double middle = (highest[bin] / 2) + (lowest[later] / 2);
        return middle >= highest[bin] && middle < lowest[later] ? middle : highest[bin];
    }

    // Whether a bin is nearer to its target without the next value than with it.
    private static bool IsNearer(int size, int rows, double target) => size + rows - target > target - size;

    private static List<(double Value, int Rows)> Distinct(ReadOnlySpan<double> values)
    {
        var present = new List<double>(values.Length);
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                present.Add(value);
            }
        }

        present.Sort();
        var distinct = new List<(double Value, int Rows)>();
        for (int from = 0, to; from < present.Count; from = to)
        {
            for (to = from + 1; to < present.Count && present[to] == present[from]; to++) { }

            distinct.Add((present[from], to - from));
        }

        return distinct;
    }
}
