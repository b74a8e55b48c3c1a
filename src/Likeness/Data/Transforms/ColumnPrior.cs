using System.Text.Json.Serialization;
using Likeness.Data.Transforms.Curves;

namespace Likeness.Data.Transforms;

/// <summary>
/// A broad density over a column's values: a Cauchy distribution around the median with half the interquartile range as its scale, the standard deviation
/// if that is 0. On a grid it is dequantised: the Cauchy distribution's mass of each grid interval, spread uniformly over the interval.
/// A constant column has half of the mass at its value and half around it (log-densities of rows with another value have one more dimension).
/// </summary>
/// <param name="Centre">The location, in the column's units.</param>
/// <param name="Scale">In the column's units, greater than zero.</param>
internal sealed record ColumnPrior(double Centre, double Scale)
{
    // From here on 1 + t² equals t² in floating point, and t² may overflow.
    private const double Far = 1e100;

    // Smaller numbers have fewer bits.
    private const double Min = 1e-300;

    /// <summary>The prior of a column that is not constant.</summary>
    /// <param name="train">The training rows' values, in any order.</param>
    public static ColumnPrior Fit(double[] train)
    {
        double[] sorted = [.. train.Order()];
        double half = (Quantiles.OfSorted(sorted, 0.75) - Quantiles.OfSorted(sorted, 0.25)) / 2;
        double deviation = Math.Sqrt(Moments.Compute(sorted).Variance);
        double[] scales = [half, deviation, sorted[^1] - sorted[0]];
        return new(Quantiles.OfSorted(sorted, 0.5), Array.Find(scales, scale => scale > 0 && double.IsFinite(scale)));
    }

    /// <summary>The prior of a column with a single value.</summary>
    public static ColumnPrior OfConstant(double value) => new(value, value == 0 ? 1 : Math.Abs(value));

    /// <summary>Whether the numbers are a location and a scale.</summary>
    [JsonIgnore]
    public bool IsSound => double.IsFinite(Centre) && Scale > 0 && double.IsFinite(Scale);

    /// <summary>log q of a value, in nats and the column's units; finite for any finite value. One that is missing where none may be counts as a scale away.</summary>
    public double LogDensity(double value, ColumnTransform column) =>
        column.MayBeMissing ? -Math.Log(2) + (double.IsNaN(value) ? 0 : OfPresent(value, column))
        : double.IsNaN(value) ? OfPresent(Centre + Scale, column)
        : OfPresent(value, column);

    private double OfPresent(double value, ColumnTransform column) =>
        column.IsCategory ? -Math.Log(column.Levels)
        : column.Constant ? -Math.Log(2) + (value == Centre ? 0 : OfValue(value))
        : column.Grid is { } grid ? OfBin(value, grid)
        : OfValue(value);

    // −log(π s (1 + t²))
    private double OfValue(double value)
    {
        double t = (value - Centre) / Scale;
        return -Math.Log(Math.PI)
            - Math.Log(Scale)
            - (Math.Abs(t) < Far ? Math.Log(1 + (t * t)) : 2 * LogDistance(value));
    }

    // (F(b) − F(a)) / (b − a) over the grid interval: atan b − atan a is computed as atan((b − a) / (1 + a b)), exact in both tails.
    private double OfBin(double value, Grid grid)
    {
        double t = (grid.Origin + (Math.Round(grid.Position(value)) * grid.Step) - Centre) / Scale;
        double half = grid.Step / 2 / Scale;
        double product = (t - half) * (t + half);
        double angle = product > -1 ? Math.Atan(2 * half / (1 + product)) : Math.Atan(t + half) - Math.Atan(t - half);
        // So far out, or with such a scale, the density is constant within a grid interval.
        return angle > Min ? Math.Log(angle / Math.PI) - Math.Log(grid.Step) : OfValue(value);
    }

    // log |t| without overflow of the difference or the quotient.
    private double LogDistance(double value) =>
        Math.Log(Math.Abs((value / 2) - (Centre / 2))) + Math.Log(2) - Math.Log(Scale);
}
