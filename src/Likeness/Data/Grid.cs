using System.Text.Json.Serialization;

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

    /// <summary>The significant digits of the data's values, where neither decimals nor single precision give these to the bit; null elsewhere.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal int? Digits { get; init; }

    /// <summary>The decimal places of a step that is a power of ten, at most 1; else null.</summary>
    [JsonIgnore]
    internal int? DecimalPlaces =>
        Math.Round(-Math.Log10(Step)) is >= 0 and <= SignificantDigits.MaxExact and var places
        && UnitsOf((int)places) == 1
            ? (int)places
            : null;

    /// <summary>The step in units of a decimal place; null where that is not a whole number.</summary>
    internal long? UnitsOf(int places)
    {
        double units = Step * Math.Pow(10, places);
        double whole = Math.Round(units);
        return whole is >= 1 and < long.MaxValue / 2 && Math.Abs(units - whole) <= RatioTolerance * whole
            ? (long)whole
            : null;
    }

    /// <summary>Whether the numbers make sense together; those of a file may not.</summary>
    [JsonIgnore]
    internal bool IsSound =>
        double.IsFinite(Origin)
        && Step > 0
        && double.IsFinite(Step * Count)
        && Count > 0
        && Decimals is null or (>= 0 and <= 15)
        && Digits is null or (>= 1 and <= SignificantDigits.MaxExact);

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

        value = SinglePrecision ? (float)value : value;
        return Digits is int digits ? SignificantDigits.Round(value, digits) : value;
    }

    /// <summary>The position of a value, in steps from the origin: an integer for a value on the grid.</summary>
    public double Position(double value) => (value - Origin) / Step;

    /// <summary>The index k of the nearest grid value; values beyond the ends give the ends.</summary>
    public int NearestIndex(double value) => (int)Math.Clamp(Math.Round(Position(value)), 0, Count - 1);

    /// <summary>The nearest grid value.</summary>
    public double Snap(double value) => Value(NearestIndex(value));

    /// <summary>The nearest grid value that is not below a bound; the value itself if there is none next to it.</summary>
    internal double SnapAbove(double value, double bound)
    {
        double snapped = Snap(value);
        snapped = snapped < bound ? Snap(snapped + Step) : snapped;
        return snapped < bound ? value : snapped;
    }
}
