namespace Likeness.Data.Transforms.Curves;

/// <summary>z = (v − mean) / sd, of the training rows.</summary>
internal sealed class StandardCurve : ColumnCurve
{
    public override string Description(ColumnTransform column) => "standardise";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings)
    {
        var (mean, variance) = Moments.Compute(facts.Train);
        double step = facts.SpreadWidth;
        double sd = Math.Sqrt(variance + (step * step / 12));
        return new(mean, sd > 0 && double.IsFinite(sd) ? sd : facts.Maximum - facts.Minimum);
    }
}
