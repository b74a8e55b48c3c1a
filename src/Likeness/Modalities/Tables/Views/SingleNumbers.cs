using Likeness.Data;

namespace Likeness.Modalities.Tables.Views;

/// <summary>Numbers of columns whose values are 32-bit ones, which rules compute as the decimals that were meant: 1455.22 for 1455.219971.</summary>
internal static class SingleNumbers
{
    /// <summary>Samples whose numbers are 32-bit ones where those of the data are.</summary>
    /// <param name="rows">The samples, restored by the rules.</param>
    public static Table Round(Table rows) =>
        rows.Columns.All(column => column.Grid is not { SinglePrecision: true })
            ? rows
            : Table.FromColumns(
                rows.Columns,
                [
                    .. rows.Columns.Select(
                        (column, i) =>
                            column.Grid is { SinglePrecision: true }
                                ? Array.ConvertAll(rows.ColumnValues(i), value => (double)(float)value)
                                : rows.ColumnValues(i)
                    ),
                ],
                rows.Picture
            );
}
