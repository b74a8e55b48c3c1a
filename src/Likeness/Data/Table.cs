using System.Diagnostics.CodeAnalysis;
using Likeness.Data.Csv;
using Likeness.Data.Records;

namespace Likeness.Data;

/// <summary>
/// Rows under typed columns: input and output data of the library, stored column by column. Every cell is a number that the column's
/// <see cref="Column.Kind"/> interprets: a number itself, the index of a category, seconds since 1970; NaN where the value is missing. Immutable.
/// </summary>
public sealed class Table
{
    private readonly double[][] values; // [column][row]

    /// <summary>Copies row-major values.</summary>
    /// <param name="columns">The columns, in order; at least one.</param>
    /// <param name="values">rows × columns cells, row by row.</param>
    /// <param name="picture">How the rows form an image of coloured pixels, or null.</param>
    /// <exception cref="ArgumentException">The number of values is not a multiple of the number of columns.</exception>
    public Table(IReadOnlyList<Column> columns, double[] values, Picture? picture = null)
        : this(columns, Transposed(values, columns.Count), picture) { }

    private Table(IReadOnlyList<Column> columns, double[][] values, Picture? picture)
    {
        (Columns, Picture, this.values) = (columns, picture, values);
        RowCount = values[0].Length;
    }

    /// <summary>The largest magnitude that is learned from or compared: sums of squares of larger values leave double precision.</summary>
    internal const double MaxMagnitude = 1e150;

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>How the rows form an image of coloured pixels, or null.</summary>
    public Picture? Picture { get; }

    /// <summary>How the CSV file of the rows is written, and samples of them are; null for the default.</summary>
    public CsvDialect? Dialect { get; private init; }

    /// <summary>The number of columns.</summary>
    public int Width => Columns.Count;

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>One cell.</summary>
    public double this[int row, int column] => values[column][row];

    /// <summary>Wraps columns of cells, which must not be changed afterwards.</summary>
    /// <param name="columns">The columns, in order; at least one.</param>
    /// <param name="values">The cells: [columns][rows].</param>
    /// <param name="picture">How the rows form an image of coloured pixels, or null.</param>
    /// <exception cref="ArgumentException">The number of columns differs, is zero, or the columns differ in length.</exception>
    public static Table FromColumns(IReadOnlyList<Column> columns, double[][] values, Picture? picture = null)
    {
        if (columns.Count == 0 || values.Length != columns.Count)
        {
            throw new ArgumentException($"{values.Length} arrays do not fill {columns.Count} columns.", nameof(values));
        }

        return Array.TrueForAll(values, column => column.Length == values[0].Length)
            ? new Table(columns, values, picture)
            : throw new ArgumentException("The columns differ in length.", nameof(values));
    }

    /// <summary>
    /// A table of records: a column for each public property or field, by its type. Numbers are numbers (those beyond 2⁵³ are keys or other texts), enumerated values and texts that repeat are
    /// categories, <see cref="DateTime"/> and its kin are times, null is a missing value.
    /// </summary>
    /// <typeparam name="T">The type of the records: a record, a class, a structure or a tuple.</typeparam>
    /// <param name="records">The records; read once, in order.</param>
    /// <exception cref="ArgumentException"><paramref name="records"/>, or one of them, is null.</exception>
    /// <exception cref="LikenessException">
    /// There is no record, no property, one of a type that is no cell (an array, a collection, another record), a number that is infinite, or an enumerated value without a name.
    /// </exception>
    public static Table FromRecords<[DynamicallyAccessedMembers(RecordTable.Kept)] T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return RecordTable.Read(records);
    }

    /// <summary>A table of the rows of a data reader, by the types of its fields as in <see cref="FromRecords"/>; <c>DBNull</c> is a missing value.</summary>
    /// <param name="reader">The reader, of a database or of a <see cref="System.Data.DataTable"/> (<c>CreateDataReader</c>); it is read to its end, and stays open.</param>
    /// <exception cref="LikenessException">There is no row or no field, two fields have one name, or a number is infinite.</exception>
    public static Table FromReader(System.Data.IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return ReaderTable.Read(reader);
    }

    /// <summary>A table of the rows of a <see cref="System.Data.DataTable"/>, as <see cref="FromReader"/> reads them.</summary>
    /// <param name="rows">The rows; at least one.</param>
    /// <exception cref="LikenessException">There is no row or no column, or a number is infinite.</exception>
    public static Table FromDataTable(System.Data.DataTable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var reader = rows.CreateDataReader();
        return FromReader(reader);
    }

    /// <summary>A table of arrays, one for each column, by the types of their elements as in <see cref="FromRecords"/>.</summary>
    /// <param name="columns">The columns' names and cells, in order: arrays of numbers, texts, booleans, times or enumerated values, all of one length.</param>
    /// <exception cref="LikenessException">There is no column or no row, two have one name, they differ in length, or a number is infinite.</exception>
    public static Table FromArrays(params IReadOnlyList<(string Name, Array Cells)> columns) =>
        ArrayTable.Read(columns);

    /// <summary>The rows as records: the inverse of <see cref="FromRecords"/>. Cells are matched with constructor parameters, properties and fields by name, ignoring case.</summary>
    /// <typeparam name="T">
    /// The type of the records. Its constructor parameters must be columns; properties and fields without a column keep their default, and columns
    /// without either are left out.
    /// </typeparam>
    /// <returns>A record for each row, created while they are enumerated.</returns>
    /// <exception cref="LikenessException">No constructor fits the columns, a type cannot hold its column, or, while enumerating, a value is missing where the type has no null.</exception>
    public IEnumerable<T> ToRecords<[DynamicallyAccessedMembers(RecordTable.Kept)] T>() => RecordWriter.Write<T>(this);

    /// <summary>The table with some of its columns.</summary>
    /// <param name="isKept">Whether a column, by its name, stays.</param>
    internal Table WithColumns(Func<string, bool> isKept)
    {
        int[] kept = [.. Enumerable.Range(0, Width).Where(i => isKept(Columns[i].Name))];
        return kept.Length == Width
            ? this
            : FromColumns([.. kept.Select(i => Columns[i])], [.. kept.Select(ColumnValues)], Picture)
                .WrittenAs(Dialect);
    }

    /// <summary>The same rows, written in a dialect.</summary>
    internal Table WrittenAs(CsvDialect? dialect) => new(Columns, values, Picture) { Dialect = dialect };

    /// <summary>The cells of one column, without a copy: [RowCount].</summary>
    public ReadOnlySpan<double> Column(int column) => values[column];

    /// <summary>A copy of one column: [RowCount].</summary>
    public double[] ColumnValues(int column) => [.. values[column]];

    /// <summary>A copy of one row: [Width].</summary>
    public double[] Row(int row)
    {
        var copy = new double[Width];
        CopyRow(row, copy);
        return copy;
    }

    /// <summary>Copies one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cells">Receives its cells: [Width].</param>
    public void CopyRow(int row, Span<double> cells)
    {
        for (int column = 0; column < values.Length; column++)
        {
            cells[column] = values[column][row];
        }
    }

    /// <summary>A copy of all cells, row by row: [RowCount × Width].</summary>
    public double[] ToRowMajor()
    {
        var copy = new double[RowCount * Width];
        for (int row = 0; row < RowCount; row++)
        {
            CopyRow(row, copy.AsSpan(row * Width, Width));
        }

        return copy;
    }

    /// <summary>Selects rows, in this order, under the same columns.</summary>
    public Table TakeRows(ReadOnlySpan<int> rows)
    {
        var chosen = new double[Width][];
        for (int column = 0; column < chosen.Length; column++)
        {
            double[] from = values[column];
            double[] to = chosen[column] = new double[rows.Length];
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[rows[i]];
            }
        }

        return new Table(Columns, chosen, Picture) { Dialect = Dialect };
    }

    /// <summary>These rows, and further ones with the same columns.</summary>
    internal Table WithRows(Table further) =>
        new(Columns, [.. values.Zip(further.values, (cells, more) => (double[])[.. cells, .. more])], Picture)
        {
            Dialect = Dialect,
        };

    /// <summary>The same cells under other columns, without a copy.</summary>
    /// <param name="columns">As many columns.</param>
    internal Table Under(IReadOnlyList<Column> columns) => new(columns, values, Picture) { Dialect = Dialect };

    /// <summary>The given columns, in the given order, of all rows, without a copy and without the picture layout.</summary>
    public Table TakeColumns(ReadOnlySpan<int> columns)
    {
        var chosen = new double[columns.Length][];
        var named = new Column[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            (named[i], chosen[i]) = (Columns[columns[i]], values[columns[i]]);
        }

        return FromColumns(named, chosen).WrittenAs(Dialect);
    }

    private static double[][] Transposed(double[] values, int width)
    {
        if (width == 0 || values.Length % width != 0)
        {
            throw new ArgumentException($"{values.Length} values do not fill rows of {width} columns.", nameof(values));
        }

        var columns = new double[width][];
        for (int column = 0; column < width; column++)
        {
            double[] cells = columns[column] = new double[values.Length / width];
            for (int row = 0; row < cells.Length; row++)
            {
                cells[row] = values[(row * width) + column];
            }
        }

        return columns;
    }
}
