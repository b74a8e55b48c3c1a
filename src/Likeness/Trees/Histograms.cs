using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>Sums of derivatives by bin for each column, from which splits are chosen.</summary>
/// <param name="table">The rows.</param>
internal sealed class Histograms(BinnedTable table)
{
    /// <summary>The number of columns in one pass over the rows: their sums fit in L1, and hide each other's latency.</summary>
    public const int ColumnsPerPass = 4;

    private readonly int[] starts = Starts(table);
    private readonly Stack<Vector128<long>[]> free = new();

    /// <summary>The bins of all columns together, including those of missing values.</summary>
    public int Length => starts[^1];

    /// <summary>Rents a histogram of all columns, with arbitrary content.</summary>
    public Vector128<long>[] Rent() => free.TryPop(out var found) ? found : new Vector128<long>[Length];

    /// <summary>Returns a histogram.</summary>
    public void Return(Vector128<long>[] histogram) => free.Push(histogram);

    /// <summary>One column's sums: [bins, then missing values].</summary>
    public Span<Vector128<long>> Column(Vector128<long>[] histogram, int column) =>
        histogram.AsSpan(starts[column], starts[column + 1] - starts[column]);

    private ReadOnlySpan<byte> Bins(int column) => table.Bins(column);

    /// <summary>Sums the derivatives of rows, for some columns.</summary>
    /// <param name="histogram">Overwritten in these columns.</param>
    /// <param name="from">The first column.</param>
    /// <param name="to">The end (exclusive), at most <see cref="ColumnsPerPass"/> later.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="derivatives">Of each of these rows: [rows.Length].</param>
    public void Add(
        Vector128<long>[] histogram,
        int from,
        int to,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<Vector128<long>> derivatives
    )
    {
        histogram.AsSpan(starts[from], starts[to] - starts[from]).Clear();
        ref int row = ref MemoryMarshal.GetReference(rows);
        ref Vector128<long> derivative = ref MemoryMarshal.GetReference(derivatives);
        for (; from + 4 <= to; from += 4)
        {
            AddFour(
                ref row,
                ref derivative,
                rows.Length,
                new Target(this, histogram, from),
                new Target(this, histogram, from + 1),
                new Target(this, histogram, from + 2),
                new Target(this, histogram, from + 3)
            );
        }

        for (; from + 2 <= to; from += 2)
        {
            AddTwo(
                ref row,
                ref derivative,
                rows.Length,
                new Target(this, histogram, from),
                new Target(this, histogram, from + 1)
            );
        }

        if (from < to)
        {
            AddOne(ref row, ref derivative, rows.Length, new Target(this, histogram, from));
        }
    }

    /// <summary>For one column, subtracts one child's sums from the parent's, in place, which gives the other child's.</summary>
    public void Subtract(Vector128<long>[] parent, Vector128<long>[] child, int column)
    {
        Span<Vector128<long>> from = Column(parent, column);
        ReadOnlySpan<Vector128<long>> what = Column(child, column);
        for (int i = 0; i < from.Length; i++)
        {
            from[i] -= what[i];
        }
    }

    // Bins are within their column's part by construction, so these loops do not check bounds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(
        ref int row,
        ref Vector128<long> derivative,
        int count,
        Target a,
        Target b,
        Target c,
        Target d
    )
    {
        for (nint i = 0; i < count; i++)
        {
            nint at = Unsafe.Add(ref row, i);
            Vector128<long> pair = Unsafe.Add(ref derivative, i);
            a.Add(at, pair);
            b.Add(at, pair);
            c.Add(at, pair);
            d.Add(at, pair);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTwo(ref int row, ref Vector128<long> derivative, int count, Target a, Target b)
    {
        for (nint i = 0; i < count; i++)
        {
            nint at = Unsafe.Add(ref row, i);
            Vector128<long> pair = Unsafe.Add(ref derivative, i);
            a.Add(at, pair);
            b.Add(at, pair);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne(ref int row, ref Vector128<long> derivative, int count, Target a)
    {
        for (nint i = 0; i < count; i++)
        {
            a.Add(Unsafe.Add(ref row, i), Unsafe.Add(ref derivative, i));
        }
    }

    private static int[] Starts(BinnedTable table)
    {
        var starts = new int[table.ColumnCount + 1];
        for (int column = 0; column < table.ColumnCount; column++)
        {
            starts[column + 1] = starts[column] + table.Columns[column].Count + 1;
        }

        return starts;
    }

    private readonly ref struct Target(Histograms of, Vector128<long>[] histogram, int column)
    {
        private readonly ref byte bins = ref MemoryMarshal.GetReference(of.Bins(column));
        private readonly ref Vector128<long> sums = ref histogram[of.starts[column]];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(nint row, Vector128<long> pair) => Unsafe.Add(ref sums, Unsafe.Add(ref bins, row)) += pair;
    }
}
