using System.Collections.Frozen;

namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// One kind of transform: what it is of a column's place p, how it is fitted, what its slope is, and the way back. A kind is
/// one class of this; <see cref="ColumnTransform"/> adds the linear parts before and after.
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
    }.ToFrozenDictionary();

    /// <summary>The curve of a kind other than Auto.</summary>
    public static ColumnCurve Get(TransformKind kind) => Curves[kind];

    /// <summary>What happens to the column, in a word or two, such as <c>logit</c>.</summary>
    public abstract string Description(ColumnTransform column);

    /// <summary>Whether values on a grid may be spread over their cells first.</summary>
    public virtual bool Dequantises => true;

    /// <summary>Whether w is always standardised.</summary>
    public virtual bool Standardises => false;

    /// <summary>The numbers of the first linear part, and the cells.</summary>
    public abstract CurveFit Fit(ColumnFacts facts, TransformSettings settings);

    /// <summary>The lowest and highest value that a sample may have, in the column's units.</summary>
    public virtual (double Low, double High) SampleRange(ColumnFacts facts) =>
        facts.Grid is { } grid ? (grid.Value(0), grid.Value(grid.Count - 1)) : (facts.Minimum, facts.Maximum);

    /// <summary>The places p, ends included, that the curve carries into model space; elsewhere the model has no density.</summary>
    public virtual (double Low, double High) Support(ColumnTransform column) =>
        (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>w of a place p; always finite for a finite p.</summary>
    public virtual double Forward(ColumnTransform column, double p) => p;

    /// <summary>log |dw/dp| within the curve's support.</summary>
    public virtual double LogDerivative(ColumnTransform column, double p) => 0;

    /// <summary>p of a w.</summary>
    /// <param name="column">The column's numbers.</param>
    /// <param name="w">Any number, infinities included.</param>
    /// <param name="uniform">u in [0, 1): where in a cell the value shall lie, for kinds that do not keep it.</param>
    /// <param name="continuous">Whether values between a grid's are wanted.</param>
    public virtual double Inverse(ColumnTransform column, double w, double uniform, bool continuous) => w;
}

/// <summary>The numbers of a fitted curve, as <see cref="ColumnTransform"/> has them.</summary>
internal sealed record CurveFit(double Shift = 0, double Scale = 1, BinEdges? Edges = null);
