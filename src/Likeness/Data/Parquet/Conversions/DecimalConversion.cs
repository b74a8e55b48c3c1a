using System.Numerics;

namespace Likeness.Data.Parquet.Conversions;

/// <summary>Decimals whose digits are an integer in two's complement, the most significant byte first.</summary>
/// <param name="width">The bytes per decimal; 0 if they vary.</param>
/// <param name="scale">The digits after the point.</param>
internal sealed class DecimalConversion(int width, int scale) : NumberConversion(width)
{
    private const long Limit = MaxExact / 4;

    private readonly double divisor = PowerOfTen(scale);

    /// <summary>10 to the power of a scale; exact up to 22.</summary>
    public static double PowerOfTen(int scale) => Math.Pow(10, scale);

    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> plain, Span<double> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = Convert(plain.Slice(i * Width, Width));
        }
    }

    /// <summary>Converts one decimal of any number of bytes.</summary>
    public double Convert(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > sizeof(long))
        {
            var integer = new BigInteger(digits, isUnsigned: false, isBigEndian: true);
            IsExact &= BigInteger.Abs(integer) <= Limit;
            return (double)integer / divisor;
        }

        long value = digits.Length > 0 && (sbyte)digits[0] < 0 ? -1 : 0;
        foreach (byte digit in digits)
        {
            value = (value << 8) | digit;
        }

        IsExact &= value is <= Limit and >= -Limit;
        return value / divisor;
    }
}
