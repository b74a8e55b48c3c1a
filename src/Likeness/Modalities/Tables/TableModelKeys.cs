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
    /// <param name="numbers">The number of each row's subject, for columns that its rows share; null for none.</param>
    private static Table WithKeys(
        Table rows,
        long first,
        ulong seed,
        IReadOnlyDictionary<string, long[]>? numbers = null
    )
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
                long[]? subjects = numbers?.GetValueOrDefault(column.Name);
                var sampled = keys.Sampled(
                    column.Name,
                    RandomUse.Keys.Seed(seed + (ulong)i),
                    longest,
                    areSubjects: subjects is not null
                );
                columns[i] = column with { Kind = sampled };
                values[i] =
                [
                    .. cells.Select(
                        (cell, row) =>
                            column.Missing is not null && double.IsNaN(cell)
                                ? cell
                                : sampled.Cell(subjects?[row] ?? first + row, cell)
                    ),
                ];
            }
        }

        return Table.FromColumns(columns, values, rows.Picture).WrittenAs(rows.Dialect);
    }
}
