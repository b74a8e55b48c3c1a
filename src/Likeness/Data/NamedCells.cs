using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>The cells of rows by the names of their columns; they may be changed.</summary>
/// <param name="rows">The rows, which stay as they are.</param>
internal sealed class NamedCells(Table rows)
{
    private readonly Dictionary<string, int> places = rows
        .Columns.Index()
        .ToDictionary(one => one.Item.Name, one => one.Index, StringComparer.Ordinal);

    private readonly double[]?[] cells = new double[rows.Width][];

    /// <summary>The values of a column: [rows.RowCount].</summary>
    public double[] this[string name] => cells[places[name]] ??= rows.ColumnValues(places[name]);

    /// <summary>The kind of a column.</summary>
    public ColumnKind KindOf(string name) => rows.Columns[places[name]].Kind;

    /// <summary>Some of the rows, as they have become.</summary>
    /// <param name="some">The places of the rows.</param>
    public Table Take(int[] some) =>
        Table
            .FromColumns(
                rows.Columns,
                [.. rows.Columns.Select(column => Array.ConvertAll(some, row => this[column.Name][row]))],
                rows.Picture
            )
            .WrittenAs(rows.Dialect);

    /// <summary>All rows, as they have become.</summary>
    public Table ToTable() =>
        Table
            .FromColumns(rows.Columns, [.. rows.Columns.Select(column => this[column.Name])], rows.Picture)
            .WrittenAs(rows.Dialect);
}
