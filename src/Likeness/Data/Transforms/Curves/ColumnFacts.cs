namespace Likeness.Data.Transforms.Curves;

/// <summary>The input of a curve's fit: one column's values and what is known of them.</summary>
/// <param name="Train">The training rows' values; at least one.</param>
/// <param name="Column">The column's grid, if it has one, and the margins around that.</param>
/// <param name="Dequantise">Whether values will be dequantised.</param>
/// <param name="Minimum">The smallest of them.</param>
/// <param name="Maximum">The largest of them.</param>
internal sealed record ColumnFacts(double[] Train, Column Column, bool Dequantise, double Minimum, double Maximum)
{
    private const int Places = 8;

    /// <summary>The column's grid, or null.</summary>
    public Grid? Grid => Column.Grid;

    /// <summary>Whether all values lie in [0, 1].</summary>
    public bool IsUnit => Minimum >= 0 && Maximum <= 1;

    /// <summary>The width of the grid intervals of dequantised values, in the column's units; 0 without dequantisation.</summary>
    public double SpreadWidth => Dequantise && Grid is { } grid ? grid.Step : 0;

    /// <summary>The training rows' values as a model sees them: dequantised values at several positions of their interval.</summary>
    public IEnumerable<double> Spread() =>
        SpreadWidth == 0
            ? Train
            : Train.SelectMany(value =>
                Enumerable.Range(0, Places).Select(i => value + (SpreadWidth * (((i + 0.5) / Places) - 0.5)))
            );
}
