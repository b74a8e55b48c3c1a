namespace Likeness.Data.Transforms.Curves;

/// <summary>z = (v − min) / (max − min), of the training rows.</summary>
internal sealed class RangeCurve : ColumnCurve
{
    public override string Description(ColumnTransform column) => "to 0 … 1";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings) =>
        new(facts.Minimum, facts.Maximum - facts.Minimum);
}
