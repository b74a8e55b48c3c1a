namespace Likeness.Data;

/// <summary>The values that a column can take: <c>Origin + k · Step</c> for k = 0 … Count − 1.</summary>
/// <param name="Origin">The value at k = 0, in the column's units.</param>
/// <param name="Step">The distance between neighbours, in the column's units; greater than zero.</param>
/// <param name="Count">How many values the grid has; at least 1.</param>
public sealed record Grid(double Origin, double Step, int Count);
