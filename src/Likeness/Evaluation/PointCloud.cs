using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>
/// Rows stored column by column, numbers divided by a scale: the layout for computing eight distances at a time, with
/// the same results on every processor. Squared distances add up over the columns as <see cref="ColumnMeasure"/> says: with categories or missing
/// values they are those of Gower 1971 (Biometrics 27:857) with squared differences in units of the scale.
/// </summary>
internal sealed partial class PointCloud
{
    /// <summary>The number of targets whose distances are one vector.</summary>
    public const int Lanes = 8;

    /// <summary>The largest width whose row is copied to the stack: a stack overflow would end the process.</summary>
    public const int MaxOnStack = 1024;

    private const int CacheDoubles = 1 << 14;

    private readonly double[] values; // [Width][Rows], then Lanes zeros so that the last lanes may read past the end
    private readonly ColumnMeasure[]? measures; // null: numbers only

    // The columns of each measure, so that the loops over them have no branches.
    private readonly int[] numbers;
    private readonly int[] numbersOrMissing;
    private readonly int[] levels;

    private PointCloud(int rows, int width, ColumnMeasure[]? measures)
    {
        RowCount = rows;
        Width = width;
        this.measures = measures;
        numbers = Of(ColumnMeasure.Number, ColumnMeasure.Indicator);
        numbersOrMissing = Of(ColumnMeasure.NumberOrMissing);
        levels = Of(ColumnMeasure.Level);

        int[] Of(params ColumnMeasure[] wanted) =>
            [.. Enumerable.Range(0, width).Where(column => wanted.Contains(Measure(column)))];

        values = new double[checked((rows * width) + Lanes)];
    }

    public int RowCount { get; }

    public int Width { get; }

    /// <summary>Whether every column holds numbers, none missing.</summary>
    public bool HasOnlyNumbers => measures is null;

    /// <summary>The number of rows that fit in a part of the L2 cache, in whole vectors.</summary>
    public int CacheRows => Math.Max(Lanes, CacheDoubles / Width / Lanes * Lanes);

    /// <summary>Creates the cloud from a table's rows.</summary>
    /// <param name="table">[Rows × Width].</param>
    /// <param name="scale">The divisor of each column: [Width], above zero.</param>
    /// <param name="measures">How each column is compared; null for numbers, none missing.</param>
    public static PointCloud FromTable(Table table, ReadOnlySpan<double> scale, ColumnMeasure[]? measures = null)
    {
        var cloud = new PointCloud(table.RowCount, table.Width, measures);
        for (int column = 0; column < table.Width; column++)
        {
            bool isLevel = cloud.Measure(column) == ColumnMeasure.Level;
            for (int row = 0; row < table.RowCount; row++)
            {
                double cell = table[row, column];
                cloud.values[(column * table.RowCount) + row] =
                    isLevel && double.IsNaN(cell) ? -1 : cell / scale[column];
            }
        }

        return cloud;
    }

    /// <summary>Creates the cloud from columns: [Width][Rows].</summary>
    public static PointCloud FromColumns(IReadOnlyList<double[]> columns, ColumnMeasure[]? measures)
    {
        var cloud = new PointCloud(columns[0].Length, columns.Count, measures);
        for (int column = 0; column < columns.Count; column++)
        {
            columns[column].CopyTo(cloud.values, column * cloud.RowCount);
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

        var joined = new PointCloud(rows, parts[0].Width, parts[0].measures);
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
        var chosen = new PointCloud(rows.Length, Width, measures);
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

    /// <summary>Selects columns, in this order; the same cloud where all are selected.</summary>
    public PointCloud TakeColumns(int[] columns)
    {
        if (columns.Length == Width)
        {
            return this;
        }

        ColumnMeasure[] chosen = [.. columns.Select(Measure)];
        return FromColumns(
            [.. columns.Select(column => Column(column).ToArray())],
            Array.TrueForAll(chosen, measure => measure == ColumnMeasure.Number) ? null : chosen
        );
    }

    /// <summary>The same rows with every value mapped by a function of row, column and value.</summary>
    public PointCloud With(Func<int, int, double, double> change)
    {
        var changed = new PointCloud(RowCount, Width, measures);
        for (int i = 0; i < RowCount * Width; i++)
        {
            changed.values[i] = change(i % RowCount, i / RowCount, values[i]);
        }

        return changed;
    }

    /// <summary>How a column is compared.</summary>
    public ColumnMeasure Measure(int column) => measures?[column] ?? ColumnMeasure.Number;

    /// <summary>The centre of some rows: the mean of each column's present numbers (NaN without any), or the most frequent level.</summary>
    public double[] Centre() => [.. Enumerable.Range(0, Width).Select(column => Centre(column, Column(column)))];

    /// <summary>The centre of some values of a column.</summary>
    public double Centre(int column, ReadOnlySpan<double> some) =>
        Measure(column) switch
        {
            ColumnMeasure.Level => some.ToArray()
                .CountBy(level => level)
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key)
                .First()
                .Key,
            ColumnMeasure.NumberOrMissing => Spread.Mean(Array.FindAll(some.ToArray(), value => !double.IsNaN(value))),
            _ => Spread.Mean(some),
        };

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

    /// <summary>A row's value in the first column; its other values follow at intervals of <see cref="RowCount"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref double At(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), row);
}
