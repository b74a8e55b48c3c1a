using System.Text.Json.Serialization;
using Likeness.Data.Kinds;
using Likeness.Data.Transforms.Curves;

namespace Likeness.Data.Transforms;

/// <summary>
/// The transform of one column to model space and its inverse: <c>p = (v − Shift) / Scale</c>, then the curve of its kind, such as
/// <c>w = logit(λ + (1 − 2λ) p)</c>, and <c>z = (w − Mean) / Deviation</c>; v is first dequantised if
/// <paramref name="Dequantise"/> is set.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">Any kind except Auto.</param>
/// <param name="Constant">Whether the column has a single value, <paramref name="Minimum"/>, and so no dimension in the model.</param>
/// <param name="Grid">The grid that samples are rounded to, or null for a continuous column.</param>
/// <param name="Tolerance">The largest distance of the data's own values from a grid value, in steps; values further away are off the grid.</param>
/// <param name="Dequantise">Whether values on the grid are dequantised.</param>
/// <param name="Shift">In the column's units.</param>
/// <param name="Scale">In the column's units, greater than zero.</param>
/// <param name="Lambda">λ of the logit.</param>
/// <param name="Minimum">The smallest value of a sample, in the column's units.</param>
/// <param name="Maximum">The largest value of a sample, in the column's units.</param>
/// <param name="Edges">The edges of the bins if z is the index of a bin other than a grid value; else null.</param>
/// <param name="Mean">Subtracted from w; 0 for no change.</param>
/// <param name="Deviation">The divisor of w after that, greater than zero; 1 for no change.</param>
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
    /// <summary>The number of unordered levels if the values are their numbers, 0 … Levels − 1; 0 for numbers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Levels { get; init; }

    /// <summary>
    /// Whether values may be missing: NaN in the data. z is NaN, too, under <see cref="TransformKind.Values"/>, and the last bin under
    /// <see cref="TransformKind.Bins"/>; no other kind has missing values.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayBeMissing { get; init; }

    /// <summary>Whether the column is only conditioned on, so that densities are those of the others given it: a value of the row before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGiven { get; init; }

    /// <summary>The modes under <see cref="TransformKind.Modes"/>; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ColumnModes? Modes { get; init; }

    /// <summary>The values that samples next to them are, under <see cref="TransformKind.Values"/>; null where single precision holds the digits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepeatedValues? Repeated { get; init; }

    /// <summary>Whether z is the number of an unordered level.</summary>
    [JsonIgnore]
    public bool IsCategory => Kind is TransformKind.Values or TransformKind.Bins && Levels > 0;

    /// <summary>The number of bins if z is the index of a bin, 0 … BinCount − 1, that of missing values included; 0 if z is continuous.</summary>
    [JsonIgnore]
    public int BinCount =>
        Kind switch
        {
            TransformKind.Bins => PresentBins + (MayBeMissing ? 1 : 0),
            TransformKind.Values when Levels > 0 => Levels,
            TransformKind.Values => Grid?.Count ?? 0,
            _ => 0,
        };

    /// <summary>The number of bins of values that are not missing, under <see cref="TransformKind.Bins"/>.</summary>
    [JsonIgnore]
    internal int PresentBins => Levels > 0 ? Levels : Edges?.Count ?? Grid!.Count;

    private bool MissingIsBin => Kind == TransformKind.Bins && MayBeMissing;

    private ColumnCurve Curve => ColumnCurve.Get(Kind);

    /// <summary>A name of the transform in one or two words.</summary>
    internal string Words =>
        (Mean, Deviation) == (0, 1) ? Curve.Description(this) : $"{Curve.Description(this)}, standardise";

    /// <summary>Whether the numbers are consistent; those of a file may not be.</summary>
    [JsonIgnore]
    internal bool IsSound =>
        Kind is >= TransformKind.Logit and <= TransformKind.Modes
        && Levels >= 0
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
        && (Kind != TransformKind.Bins || Grid is not null || Edges is not null || Levels > 0)
        && (Kind != TransformKind.Normal || Edges?.Fractions is not null)
        && (Kind != TransformKind.Modes || Modes is { IsSound: true })
        && Repeated is null or { AreSound: true };

    /// <summary>Whether a value is in the support of the curve, or of a constant column. Elsewhere a model has no density of its own.</summary>
    internal bool Holds(double value)
    {
        if (double.IsNaN(value))
        {
            return MayBeMissing;
        }

        if (Constant)
        {
            return value == Minimum;
        }

        double p = (value - Shift) / Scale;
        var (low, high) = Curve.Support(this);
        return p >= low && p <= high;
    }

    /// <summary>The value itself if it is in the support, else the nearest value that a sample may have.</summary>
    internal double Nearest(double value) => Holds(value) ? value : Math.Clamp(value, Minimum, Maximum);

    /// <summary>Dequantises a grid value within its interval; values off the grid are unchanged.</summary>
    /// <param name="value">In the column's units; outside the support it counts as <see cref="Nearest"/>.</param>
    /// <param name="uniform">u in [0, 1), 0.5 for the centre of the interval.</param>
    internal double Spread(double value, double uniform)
    {
        value = MayBeMissing && double.IsNaN(value) ? value : Nearest(value);
        if (Grid is null || !Dequantise)
        {
            return value;
        }

        double position = Grid.Position(value);
        double index = Math.Round(position);
        return Math.Abs(position - index) <= Tolerance ? Grid.Origin + ((index + uniform - 0.5) * Grid.Step) : value;
    }

    /// <summary>Whether a value is possible under the training rows: within the range of samples, to half a step on a grid.</summary>
    internal bool IsInRange(double value)
    {
        double room = Constant || Grid is null ? 0 : Grid.Step / 2;
        return (MayBeMissing && double.IsNaN(value)) || (value >= Minimum - room && value <= Maximum + room);
    }

    /// <summary>Whether a value is off the grid: further from the nearest grid value than the training rows' own values.</summary>
    internal bool IsOffGrid(double value)
    {
        double position = Grid?.Position(value) ?? 0;
        return !Constant && Math.Abs(position - Math.Round(position)) > Tolerance;
    }

    /// <summary>Reads z as points in time; null where it is no straight line.</summary>
    /// <param name="zone">The zone of the file's own time.</param>
    /// <param name="isRelative">Whether the times are differences to the beginning of a day.</param>
    internal Clock? ToClock(TimeSpan zone, bool isRelative = false) =>
        Kind == TransformKind.Values
            ? new Clock(Shift + zone.TotalSeconds, Scale, Maximum - Minimum) { IsRelative = isRelative }
            : null;

    /// <summary>z of a dequantised value; finite for any finite value.</summary>
    internal double Forward(double value) =>
        MissingIsBin && double.IsNaN(value)
            ? PresentBins
            : (Curve.Forward(this, (value - Shift) / Scale) - Mean) / Deviation;

    /// <summary>
    /// log |dz/dv| of a dequantised value, for a bin −log of its width; −∞ outside the curve's support, where
    /// the model has no density.
    /// </summary>
    internal double LogDerivative(double value) =>
        IsCategory || (MayBeMissing && double.IsNaN(value)) ? 0
        : Holds(value) ? Curve.LogDerivative(this, (value - Shift) / Scale) - Math.Log(Scale) - Math.Log(Deviation)
        : double.NegativeInfinity;

    /// <summary>The value of a z: finite, in the curve's support, and on the grid within the column's range unless continuous; NaN for a missing value.</summary>
    /// <param name="z">Any number, infinities included.</param>
    /// <param name="continuous">Whether values off the grid and beyond the observed range are allowed.</param>
    /// <param name="uniform">u in [0, 1): the position in the bin if z is the index of a bin; 0.5 for its centre.</param>
    internal double Inverse(double z, bool continuous, double uniform = DequantisationNoise.BinCentre)
    {
        if (MayBeMissing && (double.IsNaN(z) || (MissingIsBin && Math.Round(z) >= PresentBins)))
        {
            return double.NaN;
        }

        double p = Curve.Inverse(this, (z * Deviation) + Mean, uniform, continuous);
        double value = Math.Clamp((p * Scale) + Shift, double.MinValue, double.MaxValue);
        return continuous
            ? value
            : Math.Clamp(Grid?.Snap(value) ?? Repeated?.Snap(value, Shift) ?? value, Minimum, Maximum);
    }
}
