namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// w = the value itself: the number of a level or of a grid value, 0 … count − 1, else the position in the range of the training rows. A missing value
/// stays NaN. A model gives levels, grid values and missing values probabilities; those of grid values, spread uniformly over the grid's interval, are
/// densities in the data's units.
/// </summary>
internal sealed class ValuesCurve : ColumnCurve
{
    private const double SupportTolerance = 1e-9;

    public override bool Dequantises => false;

    public override string Description(ColumnTransform column) =>
        column.IsCategory ? $"{column.BinCount} levels"
        : column.BinCount > 0 ? $"{column.BinCount} values"
        : "to 0 … 1";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings) =>
        facts.Column.Kind.LevelCount > 0 ? new(0, 1)
        : facts.Grid is { } grid ? new(grid.Origin, grid.Step)
        : new(facts.Minimum, facts.Maximum > facts.Minimum ? facts.Maximum - facts.Minimum : 1);

    public override (double Low, double High) SampleRange(ColumnFacts facts) =>
        facts.Column.Kind.LevelCount is > 0 and var levels ? (0, levels - 1) : base.SampleRange(facts);

    public override (double Low, double High) Support(ColumnTransform column) =>
        column.BinCount > 0
            ? (-0.5 - SupportTolerance, column.BinCount - 0.5 + SupportTolerance)
            : base.Support(column);

    public override double Forward(ColumnTransform column, double p) =>
        column.BinCount > 0 && !double.IsNaN(p) ? Math.Clamp(Math.Round(p), 0, column.BinCount - 1) : p;

    public override double Inverse(ColumnTransform column, double w, double uniform, bool continuous)
    {
        if (column.BinCount == 0)
        {
            return w;
        }

        double value = Math.Clamp(Math.Round(w), 0, column.BinCount - 1);
        return continuous && !column.IsCategory ? value - 0.5 + uniform : value;
    }
}
