using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables;

/// <summary>Fresh keys in place of the data's.</summary>
public sealed partial class TableModel
{
    /// <summary>Samples with keys.</summary>
    /// <param name="rows">The samples.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="seed">The seed of the samples.</param>
    private static Table WithKeys(Table rows, long first, ulong seed)
    {
        if (!rows.Columns.Any(column => column.Kind is IdentifierKind))
        {
            return rows;
        }

        Column[] columns = [.. rows.Columns];
        double[][] values = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Kind is IdentifierKind keys)
            {
                var column = columns[i];
                double[] cells = values[i];
                int? longest = DatabaseTypes.LengthOf(column.Storage);
                var sampled = keys.Sampled(column.Name, RandomUse.Keys.Seed(seed + (ulong)i), longest);
                columns[i] = column with { Kind = sampled };
                values[i] =
                [
                    .. cells.Select(
                        (cell, row) =>
                            column.Missing is not null && double.IsNaN(cell) ? cell : sampled.Cell(first + row, cell)
                    ),
                ];
            }
        }

        return Table.FromColumns(columns, values, rows.Picture).WrittenAs(rows.Dialect);
    }
}
