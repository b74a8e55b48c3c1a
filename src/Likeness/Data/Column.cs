namespace Likeness.Data;

/// <summary>A column of a <see cref="Table"/>: its name and, if one was detected or declared, its grid.</summary>
/// <param name="Name">The header's name, or x0, x1, … if the file has none.</param>
/// <param name="Grid">The grid of the column's values, or null for a continuous column.</param>
public sealed record Column(string Name, Grid? Grid = null)
{
    /// <summary>How far new values may exceed a detected grid, in steps; 0 for a declared grid.</summary>
    internal RangeMargin Margin { get; init; }
}
