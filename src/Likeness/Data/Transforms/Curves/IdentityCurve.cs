namespace Likeness.Data.Transforms.Curves;

/// <summary>z = v.</summary>
internal sealed class IdentityCurve : ColumnCurve
{
    public override string Description(ColumnTransform column) => "as it is";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings) => new();
}
