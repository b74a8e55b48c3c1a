using Likeness.Data;

namespace Likeness.Bench.Toys;

/// <summary>The square region that a figure shows.</summary>
/// <param name="Left">The smallest x.</param>
/// <param name="Bottom">The smallest y.</param>
/// <param name="Side">The width and the height.</param>
internal sealed record TwoDimensionalView(double Left, double Bottom, double Side)
{
    /// <summary>Pixels across and down.</summary>
    public const int Pixels = 96;

    private const double Margin = 0.05;

    /// <summary>The square around a table's two columns, with a margin.</summary>
    public static TwoDimensionalView Around(Table rows)
    {
        double[] x = rows.ColumnValues(0);
        double[] y = rows.ColumnValues(1);
        double side = Math.Max(x.Max() - x.Min(), y.Max() - y.Min()) * (1 + (2 * Margin));
        return new(((x.Max() + x.Min()) - side) / 2, ((y.Max() + y.Min()) - side) / 2, side);
    }

    /// <summary>The pixel centres, row by row from the top.</summary>
    public IEnumerable<double[]> Points() =>
        from row in Enumerable.Range(0, Pixels)
        from column in Enumerable.Range(0, Pixels)
        select new[] { Left + ((column + 0.5) * Side / Pixels), Bottom + ((Pixels - row - 0.5) * Side / Pixels) };

    /// <summary>The same as rows of a table.</summary>
    public Table ToTable(IReadOnlyList<Column> columns) => new([.. columns], [.. Points().SelectMany(point => point)]);
}
