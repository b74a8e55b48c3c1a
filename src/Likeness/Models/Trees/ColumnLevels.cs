using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// The distinct values of a column in the training rows, each with a code, and the distribution within a code: a value that occurs more than once is
/// an atom; one that occurs once stands for all values up to halfway to its neighbours, uniformly. A code's weight is its number of training rows.
/// </summary>
internal sealed class ColumnLevels
{
    /// <summary>Numbers with at most so many different values are predicted as classes.</summary>
    public const int FewValues = 16;

    // A value is a heap with so many times the rows of its neighbours; from this part of the rows on, a column is heaped.
    private const int HeapFactor = 4;
    private const int MinHeap = 10;
    private const double MaxHeaped = 0.25;

    private readonly float[] values; // [Count], ascending
    private readonly int[] before; // [Count + 1]: the rows of smaller codes
    private readonly byte[] bins; // [Count + 1], that of missing values last
    private readonly int outcomes; // of a grid or a category
    private readonly TimeRhythm? rhythm;
    private readonly bool[] heaps; // times whose time of day stays

    /// <summary>Restores levels.</summary>
    /// <param name="values">The distinct values, ascending; all levels of a category.</param>
    /// <param name="rows">The number of rows of each.</param>
    /// <param name="dimension">What is known of the column.</param>
    public ColumnLevels(float[] values, int[] rows, ModelDimension dimension)
    {
        this.values = values;
        IsCategory = dimension.IsCategory;
        RowsPerValue = dimension.RowsPerValue;
        IsGrid = dimension.Bins > 0;
        before = new int[values.Length + 1];
        for (int code = 0; code < values.Length; code++)
        {
            before[code + 1] = before[code] + rows[code];
        }

        rhythm = dimension.Clock is { } clock ? TimeRhythm.Find(values, RowsOf, clock) : null;
        heaps = rhythm?.Heaps ?? [];
        outcomes = dimension.Bins + (IsCategory && dimension.MayBeMissing ? 1 : 0);
        ColumnBins columnBins = IsCategory ? ColumnBins.FromCategories(Expanded()) : ColumnBins.FromNumbers(Expanded());
        bins = new byte[Count + 1];
        for (int code = 0; code < Count; code++)
        {
            bins[code] = columnBins.Bin(values[code]);
        }

        bins[Count] = columnBins.Missing;
        Bins = columnBins.Count;
    }

    /// <summary>Whether codes have no order.</summary>
    public bool IsCategory { get; }

    /// <summary>Whether values are whole numbers.</summary>
    public bool IsGrid { get; }

    /// <summary>How many rows repeat one observed value on average.</summary>
    public double RowsPerValue { get; }

    /// <summary>The number of distinct values.</summary>
    public int Count => values.Length;

    /// <summary>The code of missing values.</summary>
    public int Missing => values.Length;

    /// <summary>The number of rows whose value is present.</summary>
    public int Rows => before[^1];

    /// <summary>The number of bins, without that of missing values.</summary>
    public int Bins { get; }

    /// <summary>Whether values between two donors are plausible: numbers of many different values that are not heaped on a few of them.</summary>
    public bool IsSmooth => !IsCategory && Count > FewValues && HeapedRows() < MaxHeaped * Rows;

    /// <summary>The weight of the background: the probability of an outcome that so many rows have not shown (Laplace's rule of succession).</summary>
    public double BackgroundShare => 1.0 / (Rows + 2);

    /// <summary>The distinct values.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The levels of a column.</summary>
    /// <param name="column">Values in model space; NaN where missing.</param>
    /// <param name="dimension">What is known of the column.</param>
    public static ColumnLevels Create(ReadOnlySpan<float> column, ModelDimension dimension)
    {
        var present = new float[column.Length];
        int n = 0;
        foreach (float value in column)
        {
            present[n] = value;
            n += float.IsNaN(value) ? 0 : 1;
        }

        if (dimension.IsCategory)
        {
            var counts = new int[dimension.Bins];
            foreach (float value in present.AsSpan(0, n))
            {
                counts[Math.Clamp((int)value, 0, counts.Length - 1)]++;
            }

            return new ColumnLevels([.. Enumerable.Range(0, counts.Length).Select(k => (float)k)], counts, dimension);
        }

        Array.Sort(present, 0, n);
        var values = new List<float>();
        var rows = new List<int>();
        for (int from = 0, to; from < n; from = to)
        {
            for (to = from + 1; to < n && present[to] == present[from]; to++) { }

            values.Add(present[from]);
            rows.Add(to - from);
        }

        return new ColumnLevels([.. values], [.. rows], dimension);
    }

    /// <summary>The rows of smaller codes, for a code or <see cref="Count"/>.</summary>
    public int Before(int code) => before[code];

    /// <summary>The number of rows of a code.</summary>
    public int RowsOf(int code) => before[code + 1] - before[code];

    /// <summary>The bin of a code, that of missing values included.</summary>
    public byte Bin(int code) => bins[code];

    /// <summary>The code of a value: the nearest, or the missing one.</summary>
    public int Code(float value)
    {
        if (float.IsNaN(value) || Count == 0)
        {
            return Missing;
        }

        if (IsCategory)
        {
            return Math.Clamp((int)value, 0, Count - 1);
        }

        int found = Array.BinarySearch(values, value);
        if (found >= 0)
        {
            return found;
        }

        int above = ~found;
        return above == 0 ? 0
            : above == Count ? Count - 1
            : value <= Upper(above - 1) ? above - 1
            : above;
    }

    /// <summary>
    /// The background, weight included, which no sample comes from: uniform over levels and grid values, else a Cauchy distribution as wide as the range.
    /// </summary>
    public double Background(float value)
    {
        if (IsGrid)
        {
            return BackgroundShare / outcomes;
        }

        double half = Count < 2 ? 1 : ((double)values[^1] - values[0]) / 2;
        double t = Count == 0 || float.IsNaN(value) ? 0 : (value - (((double)values[0] + values[^1]) / 2)) / half;
        return BackgroundShare / (Math.PI * half * (1 + (t * t)));
    }

    /// <summary>The codes of a column.</summary>
    public int[] Codes(ReadOnlySpan<float> column)
    {
        var codes = new int[column.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = Code(column[row]);
        }

        return codes;
    }

    /// <summary>A value of a code.</summary>
    /// <param name="code">The code, possibly the missing one.</param>
    /// <param name="uniform">In [0, 1): the position within the code.</param>
    public float Value(int code, double uniform)
    {
        if (code == Missing)
        {
            return float.NaN;
        }

        if (IsAtom(code))
        {
            return values[code];
        }

        var (low, high) = Cell(code);
        double end = IsGrid ? high + 1 : high;
        double value = RhythmOf(low, end)?.At(low, end, uniform) ?? low + (uniform * (end - low));
        return (float)Math.Clamp(IsGrid ? Math.Floor(value) : value, low, high);
    }

    /// <summary>log p of a value given its code, in nats; −∞ where the code is an atom of another value.</summary>
    public double LogWithin(int code, float value)
    {
        if (code == Missing || IsAtom(code))
        {
            return code == Missing || values[code] == value ? 0 : double.NegativeInfinity;
        }

        var (low, high) = Cell(code);
        double end = IsGrid ? high + 1 : high;
        return value < low || value > high ? double.NegativeInfinity
            : RhythmOf(low, end) is not { } kept ? -Math.Log(end - low)
            : Math.Log((IsGrid ? kept.Weight(value, value + 1) : kept.Density(value)) / kept.Weight(low, end));
    }

    private TimeRhythm? RhythmOf(double low, double end) => rhythm?.Covers(low, end) == true ? rhythm : null;

    private bool IsAtom(int code) => IsCategory || RowsOf(code) != 1 || Count < 3 || (heaps.Length > 0 && heaps[code]);

    // The first and last value of a grid column's code, or the ends of a continuous one's.
    private (double Low, double High) Cell(int code)
    {
        if (IsGrid)
        {
            double low = code == 0 ? values[0] : Math.Floor(Upper(code - 1)) + 1;
            double high = code == Count - 1 ? values[code] : Math.Floor(Upper(code));
            return (low, high);
        }

        double below = code == 0 ? values[0] - (Upper(0) - values[0]) : Upper(code - 1);
        double above = code == Count - 1 ? values[code] + (values[code] - Upper(code - 1)) : Upper(code);
        return (below, above);
    }

    // Halfway to the next value.
    private double Upper(int code) => ((double)values[code] + values[code + 1]) / 2;

    private int HeapedRows()
    {
        int heaped = 0;
        for (int code = 0; code < Count; code++)
        {
            int around = RowsOf(code == 0 ? 1 : code - 1) + RowsOf(code == Count - 1 ? code - 1 : code + 1);
            heaped += RowsOf(code) >= MinHeap && 2 * RowsOf(code) > HeapFactor * around ? RowsOf(code) : 0;
        }

        return heaped;
    }

    private double[] Expanded()
    {
        var column = new double[Rows];
        for (int code = 0; code < Count; code++)
        {
            column.AsSpan(before[code], RowsOf(code)).Fill(values[code]);
        }

        return column;
    }
}
