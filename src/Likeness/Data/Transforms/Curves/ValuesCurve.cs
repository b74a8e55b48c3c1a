namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// w = the value itself: the number of a level or of a grid value, 0 … count − 1, else the position in the range of the training rows. A missing value
/// stays NaN. A model gives levels, grid values and missing values probabilities; those of grid values, spread uniformly over the grid's interval, are
/// densities in the data's units.
/// </summary>
internal sealed class ValuesCurve : ColumnCurve
{
    private const double SupportTolerance = 1e-9;
    private const double FarFromZero = 64;
    private const int InspectedValues = 10_000;
    private const double MaxLonger = 0.01;

    public override bool Dequantises => false;

    public override string Description(ColumnTransform column) =>
        column.IsCategory ? $"{column.BinCount} levels"
        : column.BinCount > 0 ? $"{column.BinCount} values"
        : "scaled";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings) =>
        facts.Column.Kind.LevelCount > 0 ? new(0, 1)
        : facts.Grid is { } grid ? new(grid.Origin, grid.Step)
        : FitContinuous(facts);

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
            return IsDecimal(column.Shift, column.Scale) ? Shortest(w * column.Scale) / column.Scale : w;
        }

        double value = Math.Clamp(Math.Round(w), 0, column.BinCount - 1);
        return continuous && !column.IsCategory ? value - 0.5 + uniform : value;
    }

    // Models work in single precision. Division by a power of two keeps all digits of the value that single precision has; its shortest decimal is then
    // the value itself, if that has at most seven digits. Values far from 0 lose fewer digits as positions in their range; so do those with more digits,
    // such as milliseconds of years, whose last digits would all be 0.
    private static CurveFit FitContinuous(ColumnFacts facts)
    {
        var (minimum, maximum) = (facts.Minimum, facts.Maximum);
        double range = maximum > minimum ? maximum - minimum : 1;
        double scale = Math.ScaleB(1, Math.ILogB(range));
        double largest = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        if (largest <= FarFromZero * range && IsDecimal(0, scale) && HasSevenDigits(facts.Train))
        {
            return new(0, scale);
        }

        return new(minimum, IsDecimal(minimum, range) ? Math.BitIncrement(range) : range)
        {
            Repeated = RepeatedValues.Find(facts.Train),
        };
    }

    private static bool HasSevenDigits(double[] values)
    {
        int stride = Math.Max(1, values.Length / InspectedValues);
        int longer = 0;
        for (int i = 0; i < values.Length; i += stride)
        {
            longer += Shortest(values[i]) == values[i] ? 0 : 1;
        }

        return longer * stride <= MaxLonger * values.Length;
    }

    private static bool IsDecimal(double shift, double scale) =>
        shift == 0 && scale is > 1e-30 and < 1e30 && Math.ScaleB(1, Math.ILogB(scale)) == scale;

    private static double Shortest(double value)
    {
        Span<char> text = stackalloc char[32];
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return ((float)value).TryFormat(text, out int length, default, culture) && double.IsFinite(value)
            ? double.Parse(text[..length], culture)
            : value;
    }
}
