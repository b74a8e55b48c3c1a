using System.Globalization;

namespace Likeness;

/// <summary>Formats numbers for people: few digits, true minus signs, powers of ten for very large and small numbers.</summary>
internal static class Numeral
{
    /// <summary>A number with so many significant digits: 0.00107, 12,300, 1.2×10⁻⁷, –.</summary>
    public static string Short(double value, int digits = 3)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "–"
                : value > 0 ? "∞"
                : "−∞";
        }

        if (value == 0)
        {
            return "0";
        }

        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is < -4 or > 8)
        {
            double mantissa = value / Math.Pow(10, exponent);
            return $"{Plain(mantissa, digits - 1)}×10{Raised(exponent)}";
        }

        return Plain(value, Math.Max(0, digits - 1 - exponent));
    }

    /// <summary>A number with at most so many decimals, with thousands separators, without trailing zeros.</summary>
    public static string Plain(double value, int decimals)
    {
        double rounded = Math.Round(value, Math.Min(15, decimals), MidpointRounding.AwayFromZero);
        string text = Math.Abs(rounded).ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return rounded < 0 ? "−" + text : text;
    }

    /// <summary>A range; the number of decimals of both ends follows from its width: 0.0016 to 0.0067, 0.976 to 0.986.</summary>
    public static string Range(double low, double high)
    {
        double width = high - low;
        if (!double.IsFinite(width) || width <= 0)
        {
            return low == high ? Short(low) : $"{Short(low)} to {Short(high)}";
        }

        int decimals = 1 - (int)Math.Floor(Math.Log10(width));
        return decimals > 7 || Math.Max(Math.Abs(low), Math.Abs(high)) >= 1e9
            ? $"{Short(low, 2)} to {Short(high, 2)}"
            : $"{Plain(low, Math.Max(0, decimals))} to {Plain(high, Math.Max(0, decimals))}";
    }

    /// <summary>A whole number with thousands separators: 823,356.</summary>
    public static string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A number of things, whose plural has an s: 1 image, 2,000 images.</summary>
    public static string Counted(long count, string thing) => $"{Whole(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A fraction as a percentage: 12.5 %, &lt; 0.1 %.</summary>
    public static string Percent(double fraction) =>
        fraction is > 0 and < 0.001 ? "< 0.1 %"
        : double.IsFinite(fraction) ? Plain(100 * fraction, 1) + " %"
        : "–";

    /// <summary>10 to a whole power, as on a logarithmic axis: 0.01, 1, 1,000, 10⁻⁷.</summary>
    public static string PowerOfTen(int exponent) =>
        exponent is >= -3 and <= 4 ? Plain(Math.Pow(10, exponent), Math.Max(0, -exponent)) : "10" + Raised(exponent);

    private static string Raised(int exponent)
    {
        const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        string plain = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
        return (exponent < 0 ? "⁻" : "") + string.Concat(plain.Select(c => Digits[c - '0']));
    }
}
