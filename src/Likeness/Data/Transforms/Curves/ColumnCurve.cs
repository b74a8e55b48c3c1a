using System.Collections.Frozen;

namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// One kind of transform: its function of a column's normalised value p, its fit, its derivative, and its inverse. A kind is
/// one class derived from this one; <see cref="ColumnTransform"/> adds the linear parts before and after.
/// </summary>
internal abstract class ColumnCurve
{
    private static readonly FrozenDictionary<TransformKind, ColumnCurve> Curves = new Dictionary<
        TransformKind,
        ColumnCurve
    >
    {
        [TransformKind.None] = new IdentityCurve(),
        [TransformKind.MinMax] = new RangeCurve(),
        [TransformKind.Standardise] = new StandardCurve(),
        [TransformKind.Logit] = new LogitCurve(),
        [TransformKind.Bins] = new BinsCurve(),
        [TransformKind.Log] = new LogCurve(),
        [TransformKind.Asinh] = new AsinhCurve(),
        [TransformKind.Values] = new ValuesCurve(),
        [TransformKind.Normal] = new NormalCurve(),
        [TransformKind.Modes] = new ModesCurve(),
    }.ToFrozenDictionary();

    /// <summary>The curve of a kind other than Auto.</summary>
    public static ColumnCurve Get(TransformKind kind) => Curves[kind];

    /// <summary>A name of the transform in one or two words, such as <c>logit</c>.</summary>
    public abstract string Description(ColumnTransform column);

    /// <summary>Whether values on a grid may be dequantised.</summary>
    public virtual bool Dequantises => true;

    /// <summary>Whether w is always standardised.</summary>
    public virtual bool Standardises => false;

    /// <summary>The numbers of the first linear part, and the bins.</summary>
    public abstract CurveFit Fit(ColumnFacts facts, TransformSettings settings);

    /// <summary>The smallest and largest value of a sample, in the column's units.</summary>
    public virtual (double Low, double High) SampleRange(ColumnFacts facts)
    {
        if (facts.Grid is not { } grid)
        {
            return (facts.Minimum, facts.Maximum);
        }

        // A declared grid may have values beyond an end that several rows share, such as the brightest level of an ink.
        var (below, above) = RangeMargin.Of(facts.Train);
        return (
            below > 0 ? grid.Value(0) : Math.Max(grid.Value(0), facts.Minimum),
            above > 0 ? grid.Value(grid.Count - 1) : Math.Min(grid.Value(grid.Count - 1), facts.Maximum)
        );
    }

    /// <summary>The interval of p, ends included, that the curve maps to model space; elsewhere the model has no density.</summary>
    public virtual (double Low, double High) Support(ColumnTransform column) =>
        (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>w of a normalised value p; finite for any finite p.</summary>
    public virtual double Forward(ColumnTransform column, double p) => p;

    /// <summary>log |dw/dp| within the curve's support.</summary>
    public virtual double LogDerivative(ColumnTransform column, double p) => 0;

    /// <summary>p of a w.</summary>
    /// <param name="column">The column's numbers.</param>
    /// <param name="w">Any number, infinities included.</param>
    /// <param name="uniform">u in [0, 1): the position of the value in its bin, for kinds that do not keep it.</param>
    /// <param name="continuous">Whether values off the grid are allowed.</param>
    public virtual double Inverse(ColumnTransform column, double w, double uniform, bool continuous) => w;
}

/// <summary>The numbers of a fitted curve, in the order of <see cref="ColumnTransform"/>.</summary>
internal sealed record CurveFit(double Shift = 0, double Scale = 1, BinEdges? Edges = null)
{
    public ColumnModes? Modes { get; init; }

    public RepeatedValues? Repeated { get; init; }
}
