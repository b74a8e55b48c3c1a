namespace Likeness.Data;

/// <summary>Rows of numbers under named columns: input and output data of the library. Immutable.</summary>
public sealed class Table
{
    private readonly double[] values;

    /// <summary>Wraps row-major values, which must not be changed afterwards.</summary>
    /// <param name="columns">The columns, in order; at least one.</param>
    /// <param name="values">rows × columns numbers, row by row, in the data's own units.</param>
    /// <param name="picture">How the rows form an image of coloured pixels, or null.</param>
    /// <exception cref="ArgumentException">The number of values is not a multiple of the number of columns.</exception>
    public Table(IReadOnlyList<Column> columns, double[] values, Picture? picture = null)
    {
        if (columns.Count == 0 || values.Length % columns.Count != 0)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill rows of {columns.Count} columns.",
                nameof(values)
            );
        }

        Columns = columns;
        Picture = picture;
        this.values = values;
    }

    /// <summary>The largest magnitude that is learned from or compared: sums of squares of larger values leave double precision.</summary>
    internal const double MaxMagnitude = 1e150;

    /// <summary>The columns, in the order of the values in a row.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>How the rows form an image of coloured pixels, or null.</summary>
    public Picture? Picture { get; }

    /// <summary>The number of columns.</summary>
    public int Width => Columns.Count;

    /// <summary>The number of rows.</summary>
    public int RowCount => values.Length / Columns.Count;

    /// <summary>All values, row by row: [Rows × Width].</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>One value, in the column's units.</summary>
    public double this[int row, int column] => values[(row * Columns.Count) + column];

    /// <summary>One row: [Width].</summary>
    public ReadOnlySpan<double> Row(int row) => values.AsSpan(row * Columns.Count, Columns.Count);

    /// <summary>A copy of one column: [Rows].</summary>
    public double[] ColumnValues(int column)
    {
        var copy = new double[RowCount];
        for (int row = 0; row < copy.Length; row++)
        {
            copy[row] = this[row, column];
        }

        return copy;
    }

    /// <summary>Selects rows, in this order, under the same columns.</summary>
    public Table TakeRows(ReadOnlySpan<int> rows)
    {
        var chosen = new double[rows.Length * Width];
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(chosen.AsSpan(i * Width));
        }

        return new Table(Columns, chosen, Picture);
    }

    /// <summary>The given columns, in the given order, of all rows, without the picture layout.</summary>
    public Table TakeColumns(ReadOnlySpan<int> columns)
    {
        var chosen = new double[RowCount * columns.Length];
        var named = new Column[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            named[i] = Columns[columns[i]];
            for (int row = 0; row < RowCount; row++)
            {
                chosen[(row * columns.Length) + i] = this[row, columns[i]];
            }
        }

        return new Table(named, chosen);
    }
}
