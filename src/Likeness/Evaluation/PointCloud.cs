using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>
/// Rows stored column by column, each column divided by a scale: the layout for computing eight distances at a time, with
/// the same results on every processor.
/// </summary>
internal sealed class PointCloud
{
    /// <summary>The number of targets per call of <see cref="SquaredDistances"/>.</summary>
    public const int Lanes = 8;

    /// <summary>The largest width whose row is copied to the stack: a stack overflow would end the process.</summary>
    public const int MaxOnStack = 1024;

    private const int CacheDoubles = 1 << 14;

    private readonly double[] values; // [Width][Rows], then Lanes zeros so that the last lanes may read past the end

    private PointCloud(int rows, int width)
    {
        RowCount = rows;
        Width = width;
        values = new double[checked((rows * width) + Lanes)];
    }

    public int RowCount { get; }

    public int Width { get; }

    /// <summary>The number of rows that fit in a part of the L2 cache, in whole vectors.</summary>
    public int CacheRows => Math.Max(Lanes, CacheDoubles / Width / Lanes * Lanes);

    /// <summary>Creates the cloud from a table's rows.</summary>
    /// <param name="table">[Rows × Width].</param>
    /// <param name="scale">The divisor of each column: [Width], above zero.</param>
    public static PointCloud FromTable(Table table, ReadOnlySpan<double> scale)
    {
        var cloud = new PointCloud(table.RowCount, table.Width);
        for (int column = 0; column < table.Width; column++)
        {
            for (int row = 0; row < table.RowCount; row++)
            {
                cloud.values[(column * table.RowCount) + row] = table[row, column] / scale[column];
            }
        }

        return cloud;
    }

    /// <summary>Concatenates clouds.</summary>
    public static PointCloud Join(params ReadOnlySpan<PointCloud> parts)
    {
        int rows = 0;
        foreach (PointCloud part in parts)
        {
            rows += part.RowCount;
        }

        var joined = new PointCloud(rows, parts[0].Width);
        int at = 0;
        foreach (PointCloud part in parts)
        {
            for (int column = 0; column < part.Width; column++)
            {
                part.Column(column).CopyTo(joined.values.AsSpan((column * rows) + at));
            }

            at += part.RowCount;
        }

        return joined;
    }

    /// <summary>Selects rows, in this order.</summary>
    public PointCloud TakeRows(ReadOnlySpan<int> rows)
    {
        var chosen = new PointCloud(rows.Length, Width);
        for (int column = 0; column < Width; column++)
        {
            ReadOnlySpan<double> from = Column(column);
            Span<double> to = chosen.values.AsSpan(column * rows.Length, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                to[i] = from[rows[i]];
            }
        }

        return chosen;
    }

    /// <summary>The same rows with every value mapped by a function of row, column and value.</summary>
    public PointCloud With(Func<int, int, double, double> change)
    {
        var changed = new PointCloud(RowCount, Width);
        for (int i = 0; i < RowCount * Width; i++)
        {
            changed.values[i] = change(i % RowCount, i / RowCount, values[i]);
        }

        return changed;
    }

    public ReadOnlySpan<double> Column(int column) => values.AsSpan(column * RowCount, RowCount);

    /// <summary>Copies of all columns: [Width][Rows].</summary>
    public double[][] Columns() => [.. Enumerable.Range(0, Width).Select(column => Column(column).ToArray())];

    /// <summary>Copies one row: [Width].</summary>
    public void CopyRow(int row, Span<double> into)
    {
        for (int column = 0; column < Width; column++)
        {
            into[column] = values[(column * RowCount) + row];
        }
    }

    /// <summary>Squared Euclidean distances from a point to rows <paramref name="first"/> … first + 7.</summary>
    /// <param name="point">[Width], in this cloud's scale.</param>
    /// <param name="first">The first row; lanes past the last row hold meaningless numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> SquaredDistances(ReadOnlySpan<double> point, int first)
    {
        ref double at = ref At(first);
        Vector512<double> sum = Vector512<double>.Zero;
        for (int column = 0; column < point.Length; column++)
        {
            sum = AddSquare(sum, Vector512.LoadUnsafe(ref at), point[column]);
            at = ref Unsafe.Add(ref at, RowCount);
        }

        return sum;
    }

    /// <summary>sum + (targets − point)², rounded once at the end as on every processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AddSquare(Vector512<double> sum, Vector512<double> targets, double point)
    {
        Vector512<double> difference = targets - Vector512.Create(point);
        return Vector512.FusedMultiplyAdd(difference, difference, sum);
    }

    /// <summary>A row's value in the first column; its other values follow at intervals of <see cref="RowCount"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref double At(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), row);
}
