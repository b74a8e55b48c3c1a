namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// <c>w = asinh((v − median) / s)</c> with s half the distance between the quartiles: linear in the middle, logarithmic in both
/// tails. Burbidge, Magee &amp; Robb 1988, J. Am. Stat. Assoc. 83(401), §2.
/// </summary>
internal sealed class AsinhCurve : ColumnCurve
{
    // From here on √(1 + p²) equals |p| in floating point, and p² may overflow.
    private const double Far = 1e8;

    public override bool Standardises => true;

    public override string Description(ColumnTransform column) => "asinh";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings)
    {
        double middle = (Quantiles.Compute(facts.Train, 0.75) - Quantiles.Compute(facts.Train, 0.25)) / 2;
        double spread = middle > 0 ? middle : Math.Sqrt(Moments.Compute(facts.Train).Variance);
        return new(Quantiles.Compute(facts.Train, 0.5), spread > 0 ? spread : facts.Maximum - facts.Minimum);
    }

    public override double Forward(ColumnTransform column, double p) => Math.Asinh(p);

    public override double LogDerivative(ColumnTransform column, double p) =>
        Math.Abs(p) > Far ? -Math.Log(Math.Abs(p)) : -0.5 * Math.Log(1 + (p * p));

    public override double Inverse(ColumnTransform column, double w, double uniform, bool continuous) => Math.Sinh(w);
}
