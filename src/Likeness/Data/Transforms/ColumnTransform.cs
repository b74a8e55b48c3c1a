using System.Text.Json.Serialization;
using Likeness.Data.Transforms.Curves;

namespace Likeness.Data.Transforms;

/// <summary>
/// One column's way into model space and back: <c>p = (v − Shift) / Scale</c>, then the curve of its kind, such as
/// <c>w = logit(λ + (1 − 2λ) p)</c>, and <c>z = (w − Mean) / Deviation</c>; v is first spread over its grid cell where
/// <paramref name="Dequantise"/> says so.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">Any kind but Auto, which never stands here.</param>
/// <param name="Constant">Whether the column has a single value, <paramref name="Minimum"/>, and so no dimension in the model.</param>
/// <param name="Grid">The grid that samples go back to, or null for a continuous column.</param>
/// <param name="Tolerance">How far from a grid value, in steps, the data's own values lie at most; further off is between cells.</param>
/// <param name="Dequantise">Whether grid values are spread over their cells.</param>
/// <param name="Shift">In the column's units.</param>
/// <param name="Scale">In the column's units, greater than zero.</param>
/// <param name="Lambda">λ of the logit.</param>
/// <param name="Minimum">The lower end of what a sample may be, in the column's units.</param>
/// <param name="Maximum">The upper end of what a sample may be, in the column's units.</param>
/// <param name="Edges">The edges of the cells where z counts cells that are not the grid's own; else null.</param>
/// <param name="Mean">What is taken from w; 0 where it stays as it is.</param>
/// <param name="Deviation">What w is then divided by, greater than zero; 1 where it stays as it is.</param>
public sealed record ColumnTransform(
    string Name,
    TransformKind Kind,
    bool Constant,
    Grid? Grid,
    double Tolerance,
    bool Dequantise,
    double Shift,
    double Scale,
    double Lambda,
    double Minimum,
    double Maximum,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BinEdges? Edges = null,
    double Mean = 0,
    double Deviation = 1
)
{
    /// <summary>How many cells there are where z is the number of a cell, 0 … CellCount − 1; 0 where z is continuous.</summary>
    [JsonIgnore]
    public int BinCount => Kind == TransformKind.Bins ? Edges?.Count ?? Grid!.Count : 0;

    private ColumnCurve Curve => ColumnCurve.Get(Kind);

    /// <summary>What happens to the values, in a word or two.</summary>
    internal string Words =>
        (Mean, Deviation) == (0, 1) ? Curve.Description(this) : $"{Curve.Description(this)}, standardise";

    /// <summary>Whether the numbers make sense together; those of a file may not.</summary>
    [JsonIgnore]
    internal bool IsSound =>
        Kind is >= TransformKind.Logit and <= TransformKind.Asinh
        && double.IsFinite(Shift)
        && double.IsPositive(Scale)
        && double.IsNormal(Scale)
        && double.IsPositive(Deviation)
        && double.IsNormal(Deviation)
        && double.IsFinite(Mean)
        && Tolerance is >= 0 and <= 0.5
        && Minimum <= Maximum
        && double.IsFinite(Minimum)
        && double.IsFinite(Maximum)
        && Lambda is > 0 and < 0.5
        && (Grid is null || Grid.IsSound)
        && Edges is null or { IsSound: true }
        && (Kind != TransformKind.Bins || Grid is not null || Edges is not null);

    /// <summary>Whether the curve's support, or a constant column, has a value. Elsewhere a model has no density of its own.</summary>
    internal bool Holds(double value)
    {
        if (Constant)
        {
            return value == Minimum;
        }

        double p = (value - Shift) / Scale;
        var (low, high) = Curve.Support(this);
        return p >= low && p <= high;
    }

    /// <summary>The value itself where the support has it, else the nearest that a sample may have.</summary>
    internal double Nearest(double value) => Holds(value) ? value : Math.Clamp(value, Minimum, Maximum);

    /// <summary>A grid value's place within its cell; values between the cells stay.</summary>
    /// <param name="value">In the column's units; outside the support it counts as <see cref="Nearest"/>.</param>
    /// <param name="uniform">u in [0, 1), 0.5 for the cell's centre.</param>
    internal double Spread(double value, double uniform)
    {
        value = Nearest(value);
        if (Grid is null || !Dequantise)
        {
            return value;
        }

        double position = Grid.Position(value);
        double index = Math.Round(position);
        return Math.Abs(position - index) <= Tolerance ? Grid.Origin + ((index + uniform - 0.5) * Grid.Step) : value;
    }

    /// <summary>Whether a value is one that the training rows could have: within the range of samples, to half a step on a grid.</summary>
    internal bool IsInRange(double value)
    {
        double room = Constant || Grid is null ? 0 : Grid.Step / 2;
        return value >= Minimum - room && value <= Maximum + room;
    }

    /// <summary>Whether a value lies between the grid's, further from the nearest than the training rows' own values.</summary>
    internal bool IsOffGrid(double value)
    {
        double position = Grid?.Position(value) ?? 0;
        return !Constant && Math.Abs(position - Math.Round(position)) > Tolerance;
    }

    /// <summary>z of a value (after <see cref="Spread"/>); finite for any finite value.</summary>
    internal double Forward(double value) => (Curve.Forward(this, (value - Shift) / Scale) - Mean) / Deviation;

    /// <summary>
    /// log |dz/dv| of a value (after <see cref="Spread"/>), of a cell −log of its width; −∞ outside the curve's support, where
    /// the model has no density.
    /// </summary>
    internal double LogDerivative(double value) =>
        Holds(value)
            ? Curve.LogDerivative(this, (value - Shift) / Scale) - Math.Log(Scale) - Math.Log(Deviation)
            : double.NegativeInfinity;

    /// <summary>The value of a z: never infinite, in the curve's support, and on the grid within the column's range unless continuous.</summary>
    /// <param name="z">Any number, infinities included.</param>
    /// <param name="continuous">Whether values between the grid's and beyond the observed range are wanted.</param>
    /// <param name="uniform">u in [0, 1): the place in the cell where z is the number of a cell; 0.5 for its centre.</param>
    internal double Inverse(double z, bool continuous, double uniform = DequantisationNoise.BinCentre)
    {
        double p = Curve.Inverse(this, (z * Deviation) + Mean, uniform, continuous);
        double value = Math.Clamp((p * Scale) + Shift, double.MinValue, double.MaxValue);
        return continuous ? value : Math.Clamp(Grid?.Snap(value) ?? value, Minimum, Maximum);
    }
}
