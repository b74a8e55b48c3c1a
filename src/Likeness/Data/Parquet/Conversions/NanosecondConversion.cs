using System.Runtime.InteropServices;

namespace Likeness.Data.Parquet.Conversions;

/// <summary>
/// Nanoseconds in 8 bytes, to seconds. Doubles near the present year resolve 0.24 µs, so whole microseconds can be recovered and
/// nanoseconds cannot.
/// </summary>
internal sealed class NanosecondConversion() : NumberConversion(sizeof(long))
{
    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> plain, Span<double> into)
    {
        var stored = MemoryMarshal.Cast<byte, long>(plain);
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = ToSeconds(stored[i], out bool isExact);
            IsExact &= isExact;
        }
    }

    /// <summary>Converts nanoseconds to seconds.</summary>
    /// <param name="nanoseconds">The nanoseconds.</param>
    /// <param name="isExact">Whether they, or their whole number of microseconds, can be recovered.</param>
    internal static double ToSeconds(long nanoseconds, out bool isExact)
    {
        const long Thousand = 1000;
        const long Limit = MaxExact / 4;
        var (microseconds, rest) = Math.DivRem(nanoseconds, Thousand);
        bool isSmall = nanoseconds is <= Limit and >= -Limit;
        isExact = isSmall || (rest == 0 && microseconds is <= Limit and >= -Limit);
        return isSmall ? nanoseconds / 1e9 : (microseconds + (rest / 1e3)) / 1e6;
    }
}
