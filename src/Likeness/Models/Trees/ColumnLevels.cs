using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// The distinct values of a column in the training rows, each with a code, and the distribution within a code: a value that occurs more than once is
/// an atom; one that occurs once stands for all values up to halfway to its neighbours, uniformly. Neighbours of smooth columns share a code
/// (<see cref="ValueCells"/>): within it, a value is an observed one with a probability that all such codes have, else any between, uniformly. A code's weight is its number of training rows.
/// </summary>
internal sealed class ColumnLevels
{
    /// <summary>Numbers with at most so many different values are predicted as classes.</summary>
    public const int FewValues = 16;

    // A value is a heap with so many times the rows of its neighbours; from this part of the rows on, a column is heaped.
    private const int HeapFactor = 4;
    private const int MinHeap = 10;
    private const double MaxHeaped = 0.25;

    private readonly float[] values; // distinct, ascending
    private readonly int[] valueRows; // of each value
    private readonly int[] starts; // [Count + 1]: the first value of each code
    private readonly int[] codes; // of each value
    private readonly float[] medians; // [Count]: of each code
    private readonly int[] before; // [Count + 1]: the rows of smaller codes
    private readonly byte[] bins; // of each value, that of missing values last
    private readonly ModelDimension dimension;
    private readonly int outcomes; // of a grid or a category
    private readonly IRhythm? rhythm;
    private readonly bool[] heaps; // times whose time of day stays

    /// <summary>Restores levels.</summary>
    /// <param name="values">The distinct values, ascending; all levels of a category.</param>
    /// <param name="rows">The number of rows of each.</param>
    /// <param name="dimension">What is known of the column.</param>
    /// <param name="cells">Values that share a code; null where each has its own.</param>
    public ColumnLevels(float[] values, int[] rows, ModelDimension dimension, ValueCells? cells = null)
    {
        (this.values, valueRows, this.dimension) = (values, rows, dimension);
        IsCategory = dimension.IsCategory;
        RowsPerValue = dimension.RowsPerValue;
        IsGrid = dimension.Bins > 0;
        Cells = cells;
        starts = cells?.Starts ?? [.. Enumerable.Range(0, values.Length + 1)];
        Count = starts.Length - 1;
        codes = new int[values.Length];
        before = new int[Count + 1];
        for (int code = 0; code < Count; code++)
        {
            before[code + 1] = before[code];
            for (int value = starts[code]; value < starts[code + 1]; value++)
            {
                codes[value] = code;
                before[code + 1] += rows[value];
            }
        }

        medians = cells is null ? values : [.. Enumerable.Range(0, Count).Select(Median)];
        var times = dimension.Clock is { } clock ? TimeRhythm.Find(values, value => rows[value], clock) : null;
        heaps = times?.Heaps ?? [];
        rhythm =
            dimension.Clock is null && IsGrid && !IsCategory ? LastDigits.Find(values, dimension.RoundedFrom) : times;
        IsSmooth = !IsCategory && values.Length > FewValues && HeapedRows() < MaxHeaped * Rows;
        outcomes = dimension.Bins + (IsCategory && dimension.MayBeMissing ? 1 : 0);
        ColumnBins columnBins = IsCategory ? ColumnBins.FromCategories(Expanded()) : ColumnBins.FromNumbers(Expanded());
        bins = [.. values.Select(value => columnBins.Bin(value)), columnBins.Missing];
        Bins = columnBins.Count;
    }

    /// <summary>Whether codes have no order.</summary>
    public bool IsCategory { get; }

    /// <summary>Whether values are whole numbers.</summary>
    public bool IsGrid { get; }

    /// <summary>How many rows repeat one observed value on average.</summary>
    public double RowsPerValue { get; }

    /// <summary>The values that share a code; null where each distinct value has its own.</summary>
    public ValueCells? Cells { get; }

    /// <summary>The number of codes.</summary>
    public int Count { get; }

    /// <summary>The code of missing values.</summary>
    public int Missing => Count;

    /// <summary>The number of rows whose value is present.</summary>
    public int Rows => before[^1];

    /// <summary>The number of bins, without that of missing values.</summary>
    public int Bins { get; }

    /// <summary>Whether values between two donors are plausible: numbers of many different values that are not heaped on a few of them.</summary>
    public bool IsSmooth { get; }

    /// <summary>The weight of the background: the probability of an outcome that so many rows have not shown (Laplace's rule of succession).</summary>
    public double BackgroundShare => 1.0 / (Rows + 2);

    /// <summary>The distinct values.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The number of rows of each distinct value.</summary>
    public ReadOnlySpan<int> ValueRows => valueRows;

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

        var levels = new ColumnLevels([.. values], [.. rows], dimension);
        return ValueCells.Find(levels) is { } cells ? levels.With(cells) : levels;
    }

    /// <summary>The rows of smaller codes, for a code or <see cref="Count"/>.</summary>
    public int Before(int code) => before[code];

    /// <summary>The number of rows of a code.</summary>
    public int RowsOf(int code) => before[code + 1] - before[code];

    /// <summary>The bin of a value.</summary>
    /// <param name="code">Its code, possibly the missing one.</param>
    /// <param name="value">The value.</param>
    public byte Bin(int code, float value) =>
        code == Missing ? bins[^1] : bins[IsShared(code) ? Nearest(value) : starts[code]];

    /// <summary>The same values with other codes.</summary>
    /// <param name="cells">Those that share one; null for none.</param>
    public ColumnLevels With(ValueCells? cells) => new(values, valueRows, dimension, cells);

    /// <summary>The code of a value: the nearest, or the missing one.</summary>
    public int Code(float value)
    {
        if (float.IsNaN(value) || Count == 0)
        {
            return Missing;
        }

        return IsCategory ? Math.Clamp((int)value, 0, Count - 1) : codes[Nearest(value)];
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
            return medians[code];
        }

        double kept = KeptOf(code);
        if (uniform < kept)
        {
            return Observed(code, uniform / kept);
        }

        uniform = (uniform - kept) / (1 - kept);
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
            return code == Missing || medians[code] == value ? 0 : double.NegativeInfinity;
        }

        double even = LogEven(code, value);
        double kept = KeptOf(code);
        if (kept == 0)
        {
            return even;
        }

        int found = Array.BinarySearch(values, value);
        double observed = found >= 0 && codes[found] == code ? valueRows[found] / (double)RowsOf(code) : 0;
        return Math.Log((kept * observed) + ((1 - kept) * Math.Exp(even)));
    }

    /// <summary>log p of a value of a code that is no atom, in nats, if all its values are evenly probable, but for the rhythm of times.</summary>
    public double LogEven(int code, float value)
    {
        var (low, high) = Cell(code);
        double end = IsGrid ? high + 1 : high;
        return value < low || value > high ? double.NegativeInfinity
            : RhythmOf(low, end) is not { } kept ? -Math.Log(end - low)
            : Math.Log((IsGrid ? kept.Weight(value, value + 1) : kept.Density(value)) / kept.Weight(low, end));
    }

    /// <summary>Whether a time keeps its time of day.</summary>
    public bool IsHeap(int value) => heaps.Length > 0 && heaps[value];

    private IRhythm? RhythmOf(double low, double end) => rhythm?.Covers(low, end) == true ? rhythm : null;

    private bool IsAtom(int code) =>
        IsCategory || values.Length < 3 || (!IsShared(code) && (valueRows[starts[code]] != 1 || IsHeap(starts[code])));

    private bool IsShared(int code) => Cells is not null && starts[code + 1] > starts[code] + 1;

    // Observed values stay within a code of several.
    private double KeptOf(int code) => IsShared(code) ? Cells!.Kept : 0;

    private float Observed(int code, double uniform)
    {
        int rank = (int)(uniform * RowsOf(code));
        int value = starts[code];
        while (value < starts[code + 1] - 1 && rank >= valueRows[value])
        {
            rank -= valueRows[value++];
        }

        return values[value];
    }

    private float Median(int code) => Observed(code, 0.5);

    private int Nearest(float value)
    {
        int found = Array.BinarySearch(values, value);
        int above = found >= 0 ? found : ~found;
        return found >= 0 || above == 0 ? above
            : above == values.Length || value <= Upper(above - 1) ? above - 1
            : above;
    }

    // The first and last value of a grid column's code, or the ends of a continuous one's.
    private (double Low, double High) Cell(int code)
    {
        int first = starts[code];
        int last = starts[code + 1] - 1;
        if (IsGrid)
        {
            return (
                first == 0 ? values[0] : Math.Floor(Upper(first - 1)) + 1,
                last == values.Length - 1 ? values[last] : Math.Floor(Upper(last))
            );
        }

        return (
            first == 0 ? values[0] - (Upper(0) - values[0]) : Upper(first - 1),
            last == values.Length - 1 ? values[last] + (values[last] - Upper(last - 1)) : Upper(last)
        );
    }

    // Halfway to the next value.
    private double Upper(int value) => ((double)values[value] + values[value + 1]) / 2;

    private int HeapedRows()
    {
        int heaped = 0;
        for (int value = 0; value < values.Length; value++)
        {
            int around =
                valueRows[value == 0 ? 1 : value - 1] + valueRows[value == values.Length - 1 ? value - 1 : value + 1];
            heaped += valueRows[value] >= MinHeap && 2 * valueRows[value] > HeapFactor * around ? valueRows[value] : 0;
        }

        return heaped;
    }

    private double[] Expanded()
    {
        var column = new double[Rows];
        for (int value = 0, row = 0; value < values.Length; row += valueRows[value++])
        {
            column.AsSpan(row, valueRows[value]).Fill(values[value]);
        }

        return column;
    }
}
