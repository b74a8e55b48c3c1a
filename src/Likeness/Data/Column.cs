namespace Likeness.Data;

/// <summary>A column of a <see cref="Table"/>: its name and, where one was found or declared, the grid it lies on.</summary>
/// <param name="Name">The header's name, or x0, x1, … where the file has none.</param>
/// <param name="Grid">The grid of the column's values, or null for a continuous column.</param>
public sealed record Column(string Name, Grid? Grid = null)
{
    /// <summary>How far new values may reach beyond a grid that was detected, in its steps; 0 beyond one that is declared.</summary>
    internal RangeMargin Margin { get; init; }
}
