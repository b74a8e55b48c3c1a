using System.Runtime.InteropServices;

namespace Likeness.Data.Parquet.Conversions;

/// <summary>Integers of 4 or 8 bytes: days, numbers, or multiples of a fraction (decimals, milliseconds).</summary>
/// <param name="width">The bytes per integer.</param>
/// <param name="isSigned">Whether integers may be negative.</param>
/// <param name="divisor">The integers per unit: 1 for integers, 1000 for milliseconds.</param>
internal sealed class IntegerConversion(int width, bool isSigned, double divisor) : NumberConversion(width)
{
    // A quotient and the product with the divisor are rounded: together by less than half a unit up to here.
    private readonly long limit = divisor == 1 ? MaxExact : MaxExact / 4;

    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> plain, Span<double> into)
    {
        if (Width == sizeof(int))
        {
            var narrow = MemoryMarshal.Cast<byte, int>(plain);
            for (int i = 0; i < into.Length; i++)
            {
                into[i] = (isSigned ? narrow[i] : (uint)narrow[i]) / divisor;
            }

            return;
        }

        var wide = MemoryMarshal.Cast<byte, long>(plain);
        bool isExact = true;
        for (int i = 0; i < into.Length; i++)
        {
            long value = wide[i];
            isExact &= value <= limit && value >= -limit;
            into[i] = (isSigned ? value : (double)(ulong)value) / divisor;
        }

        IsExact &= isExact;
    }
}
