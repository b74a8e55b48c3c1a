namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// <c>w = logit(λ + (1 − 2λ) p)</c>, where p = 0 … 1 is the column's support: its grid intervals and the margins around them
/// (<see cref="RangeMargin"/>), or [0, 1], or its range and a margin. Dinh et al. 2017, arXiv:1605.08803, §4.1.
/// </summary>
internal sealed class LogitCurve : ColumnCurve
{
    // Further out a value is outside the support, not merely rounded.
    private const double SupportTolerance = 1e-9;

    // A column without bounds gets a margin of this fraction of its range at both ends.
    private const double Margin = 0.05;

    public override string Description(ColumnTransform column) => "logit";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings)
    {
        if (facts.Grid is { } grid && (facts.Dequantise || !facts.IsUnit))
        {
            var (below, above) = facts.Column.Margin;
            return new(grid.Origin - ((below + 0.5) * grid.Step), (grid.Count + below + above) * grid.Step);
        }

        double range = facts.Maximum - facts.Minimum;
        return facts.IsUnit ? new(0, 1) : new(facts.Minimum - (Margin * range), (1 + (2 * Margin)) * range);
    }

    public override (double Low, double High) SampleRange(ColumnFacts facts) =>
        facts is { Grid: null, IsUnit: true } ? (0, 1) : base.SampleRange(facts);

    public override (double Low, double High) Support(ColumnTransform column) =>
        (-SupportTolerance, 1 + SupportTolerance);

    public override double Forward(ColumnTransform column, double p)
    {
        p = Math.Clamp(p, 0, 1);
        double width = 1 - (2 * column.Lambda);
        return Math.Log(column.Lambda + (width * p)) - Math.Log(column.Lambda + (width * (1 - p)));
    }

    public override double LogDerivative(ColumnTransform column, double p)
    {
        p = Math.Clamp(p, 0, 1);
        double width = 1 - (2 * column.Lambda);
        return Math.Log(width) - Math.Log(column.Lambda + (width * p)) - Math.Log(column.Lambda + (width * (1 - p)));
    }

    public override double Inverse(ColumnTransform column, double w, double uniform, bool continuous)
    {
        double sigmoid = w >= 0 ? 1 / (1 + Math.Exp(-w)) : Math.Exp(w) / (1 + Math.Exp(w));
        return Math.Clamp((sigmoid - column.Lambda) / (1 - (2 * column.Lambda)), 0, 1);
    }
}
