using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Views;

/// <summary>Samples whose numbers stay as a model has them.</summary>
internal static class UnroundedNumbers
{
    /// <summary>The same rows, whose numbers are written in full.</summary>
    public static Table Create(Table rows) =>
        Table.FromColumns(
            [
                .. rows.Columns.Select(column =>
                    column.Kind is NumberKind
                        ? column with
                        {
                            Grid = null,
                            Kind = NumberKind.Default,
                            Storage = null,
                            DecimalsBy = null,
                        }
                        : column
                ),
            ],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)],
            rows.Picture
        );
}
