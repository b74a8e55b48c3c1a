using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Typed;

/// <summary>A table in memory under a schema: the columns that it declares are read from their values, as those of a source that has types; all others stay.</summary>
internal static class DeclaredTable
{
    private const string Source = "the table in memory";

    /// <summary>Reads the columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">The schema.</param>
    /// <exception cref="LikenessException">The schema names a column that the table lacks, or a cell is not of its declared kind.</exception>
    public static LoadedTable Read(Table table, TableSchema schema)
    {
        var typed = Enumerable.Range(0, table.Width).Select(column => Typed(table, column)).ToList();
        var read = TypedTable.Create(Source, typed, [], schema);
        var columns = new Column[table.Width];
        var cells = new double[table.Width][];
        for (int i = 0; i < columns.Length; i++)
        {
            bool isDeclared = schema.Find(table.Columns[i].Name) is { IsFound: false };
            (columns[i], cells[i]) = isDeclared
                ? (read.Table.Columns[i] with { Storage = null }, read.Table.ColumnValues(i))
                : (table.Columns[i], table.ColumnValues(i));
        }

        return new LoadedTable(Table.FromColumns(columns, cells, table.Picture).WrittenAs(table.Dialect), 0);
    }

    private static TypedColumn Typed(Table table, int at)
    {
        var column = table.Columns[at];
        double[] cells = table.ColumnValues(at);
        if (column.Kind is NumberKind or TimeKind or DurationKind or BooleanKind && column.Codes is null)
        {
            return new(
                column.Name,
                column.Kind.Name,
                column.Kind,
                Array.ConvertAll(cells, cell => column.IsMissing(cell) ? double.NaN : cell)
            );
        }

        var texts = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] codes = Array.ConvertAll(
            cells,
            cell =>
            {
                if (column.IsMissing(cell))
                {
                    return -1;
                }

                string text = column.Write(cell);
                if (known.TryAdd(text, texts.Count))
                {
                    texts.Add(text);
                }

                return known[text];
            }
        );
        return new(column.Name, column.Kind.Name, codes, texts);
    }
}
