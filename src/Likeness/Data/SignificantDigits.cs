using System.Globalization;

namespace Likeness.Data;

/// <summary>The digits of the shortest decimal that is a number, from the first one that is not 0.</summary>
internal static class SignificantDigits
{
    /// <summary>As many as every decimal keeps as a 64-bit number.</summary>
    public const int MaxExact = 15;

    private const double FirstInexact = 1L << 53;

    /// <summary>The significant digits of a number, and how many of its digits are behind the decimal point.</summary>
    /// <param name="value">A finite number.</param>
    public static (int Digits, int Decimals) Count(double value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        int letter = text[..length].IndexOf('E');
        int end = letter < 0 ? length : letter;
        int exponent = letter < 0 ? 0 : int.Parse(text[(letter + 1)..length], CultureInfo.InvariantCulture);
        var (digits, decimals, zeros, point) = (0, 0, 0, -1);
        for (int at = 0; at < end; at++)
        {
            if (text[at] == '.')
            {
                point = at;
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                digits += digits > 0 || text[at] != '0' ? 1 : 0;
                zeros = text[at] == '0' ? zeros + 1 : 0;
                decimals += point >= 0 ? 1 : 0;
            }
        }

        return (Math.Max(0, digits - zeros), Math.Max(0, decimals - (point < 0 ? 0 : zeros) - exponent));
    }

    /// <summary>The nearest number with so many significant digits.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">At least 1.</param>
    public static double Round(double value, int digits)
    {
        Span<char> text = stackalloc char[32];
        Span<char> format = stackalloc char[4];
        format[0] = 'E';
        (digits - 1).TryFormat(format[1..], out int written, default, CultureInfo.InvariantCulture);
        return value.TryFormat(text, out int length, format[..(1 + written)], CultureInfo.InvariantCulture)
            ? double.Parse(text[..length], CultureInfo.InvariantCulture)
            : value;
    }

    /// <summary>The zeros at the end of a whole number.</summary>
    /// <param name="value">A finite number; 0 and others than whole numbers have none.</param>
    /// <param name="most">No more are counted.</param>
    public static int TrailingZeros(double value, int most)
    {
        int zeros = 0;
        for (double power = 10; zeros < most && value != 0 && value % power == 0; power *= 10)
        {
            zeros++;
        }

        return zeros;
    }

    /// <summary>The nearest number with so many digits behind the decimal point.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="decimals">Negative for zeros before it: −3 for multiples of 1000.</param>
    public static double RoundDecimals(double value, int decimals)
    {
        if (decimals < 0)
        {
            double step = Math.Pow(10, -decimals);
            return Math.Round(value / step) * step;
        }

        double units = Math.Abs(value) * Math.Pow(10, decimals);
        // Numbers of more digits have no such decimals to lose.
        return units >= FirstInexact ? value
            : decimals <= MaxExact ? Math.Round(value, decimals)
            : units <= 0.5 ? 0
            : Round(value, 1 + (int)Math.Floor(Math.Log10(Math.Max(1, units))));
    }
}
