using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Views;

/// <summary>A column of the data as run.json keeps it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind, without texts of the data's cells; free text for a column without any value.</param>
/// <param name="Grid">The grid, or null.</param>
/// <param name="Missing">The text of a missing value; null if none is missing.</param>
/// <param name="Low">The smallest value in the training rows.</param>
/// <param name="High">The largest value in the training rows.</param>
/// <param name="Decimals">Decimal places of the values of a column without a grid; null if they are not rounded.</param>
/// <param name="Storage">The type in the source's own words; null for text files.</param>
/// <param name="DecimalsBy">How decimals follow from another column; null where they do not.</param>
internal sealed record StoredColumn(
    string Name,
    ColumnKind Kind,
    Grid? Grid = null,
    string? Missing = null,
    double Low = 0,
    double High = 0,
    int? Decimals = null,
    string? Storage = null,
    LevelDecimals? DecimalsBy = null
)
{
    /// <summary>What is kept of a column of the training rows.</summary>
    public static StoredColumn Create(Column column, ReadOnlySpan<double> cells)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double cell in cells)
        {
            // Comparisons with NaN are false.
            (low, high) = (cell < low ? cell : low, cell > high ? cell : high);
        }

        bool isEmpty = low > high;
        return new(
            column.Name,
            isEmpty ? new TextKind([]) : column.Kind.ToStored(),
            column.Grid,
            column.Missing,
            isEmpty ? 0 : low,
            isEmpty ? 0 : high,
            isEmpty || column.Grid is not null || !column.Kind.IsNumeric ? null : DecimalsOf(cells),
            column.Storage,
            column.DecimalsBy
        );
    }

    private static int? DecimalsOf(ReadOnlySpan<double> cells) =>
        WrittenPrecision.Detect(Array.FindAll(cells.ToArray(), cell => !double.IsNaN(cell)))
            is { SinglePrecision: false, Decimals: var decimals }
            ? decimals
            : null;

    /// <summary>The column.</summary>
    public Column ToColumn() =>
        new(Name, Grid)
        {
            Kind = Kind,
            Missing = Missing,
            Storage = Storage,
            DecimalsBy = DecimalsBy,
        };
}
