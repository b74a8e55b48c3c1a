namespace Likeness.Data;

/// <summary>
/// The possible values of a column: <c>Origin + k · Step</c> for k = 0 … Count − 1, as the data writes them: rounded to
/// <paramref name="Decimals"/> decimal places, or to single precision, like the file's own values.
/// </summary>
/// <param name="Origin">The value at k = 0, in the column's units.</param>
/// <param name="Step">The distance between neighbours, in the column's units; greater than zero.</param>
/// <param name="Count">The number of grid values; at least 1.</param>
/// <param name="Decimals">Decimal places of the data's values, 0 to 15; null if they are not rounded.</param>
/// <param name="SinglePrecision">Whether the data's values are rounded to the nearest 32-bit number.</param>
public sealed record Grid(double Origin, double Step, int Count, int? Decimals = null, bool SinglePrecision = false)
{
    private const double RatioTolerance = 1e-9;
    private const double OffsetTolerance = 1e-6;

    /// <summary>Whether the numbers make sense together; those of a file may not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal bool IsSound =>
        double.IsFinite(Origin)
        && Step > 0
        && double.IsFinite(Step * Count)
        && Count > 0
        && Decimals is null or (>= 0 and <= 15);

    /// <summary>The k-th value, bit-identical wherever it is computed.</summary>
    /// <param name="index">k, 0 … Count − 1.</param>
    public double Value(int index)
    {
        // A step of 1/n is divided, not multiplied: 3/300 and not 3 · (1/300), which differ in the last bit.
        double perUnit = Math.Round(1 / Step);
        double first = Origin * perUnit;
        bool rational =
            perUnit >= 1
            && Math.Abs((1 / Step) - perUnit) <= RatioTolerance * perUnit
            && Math.Abs(first - Math.Round(first)) <= OffsetTolerance;
        double value = rational ? (Math.Round(first) + index) / perUnit : Origin + (index * Step);
        if (Decimals is int places)
        {
            value = Math.Round(value, places);
        }

        return SinglePrecision ? (float)value : value;
    }

    /// <summary>The position of a value, in steps from the origin: an integer for a value on the grid.</summary>
    public double Position(double value) => (value - Origin) / Step;

    /// <summary>The index k of the nearest grid value; values beyond the ends give the ends.</summary>
    public int NearestIndex(double value) => (int)Math.Clamp(Math.Round(Position(value)), 0, Count - 1);

    /// <summary>The nearest grid value.</summary>
    public double Snap(double value) => Value(NearestIndex(value));
}
