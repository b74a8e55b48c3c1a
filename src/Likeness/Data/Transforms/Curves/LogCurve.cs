namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// <c>w = log(v − v₀)</c>: v₀ = 0 if all values are greater and differ in their first six digits, one step below the first on a grid
/// (log(1 + v) for counts from 0), else below the smallest value by a twentieth of its distance to the median.
/// </summary>
internal sealed class LogCurve : ColumnCurve
{
    private const double Margin = 0.05;

    // Values that differ by less, relative to their size, have logarithms that double precision does not distinguish.
    private const double MinRange = 1e-6;

    // Values at or below v₀ are replaced by one this near to it.
    private const double Min = 1e-300;

    public override bool Standardises => true;

    public override string Description(ColumnTransform column) => "log";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings)
    {
        double lowest = facts.Minimum - (facts.SpreadWidth / 2);
        if (lowest > 0 && facts.Maximum - lowest > MinRange * facts.Maximum)
        {
            return new();
        }

        if (facts.Grid is { } grid)
        {
            return new(facts.Minimum - grid.Step);
        }

        double median = Quantiles.Compute(facts.Train, 0.5);
        double reach = median > lowest ? median - lowest : facts.Maximum - lowest;
        return new(lowest - (Margin * reach));
    }

    public override (double Low, double High) Support(ColumnTransform column) => (Min, double.PositiveInfinity);

    public override double Forward(ColumnTransform column, double p) => Math.Log(p > Min || double.IsNaN(p) ? p : Min);

    public override double LogDerivative(ColumnTransform column, double p) => -Math.Log(p > Min ? p : Min);

    public override double Inverse(ColumnTransform column, double w, double uniform, bool continuous) => Math.Exp(w);
}
