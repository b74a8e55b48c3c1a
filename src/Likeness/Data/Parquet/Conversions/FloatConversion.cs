using System.Runtime.InteropServices;

namespace Likeness.Data.Parquet.Conversions;

/// <summary>Floating-point numbers of 2, 4 or 8 bytes.</summary>
internal sealed class FloatConversion(int width) : NumberConversion(width)
{
    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> plain, Span<double> into)
    {
        switch (Width)
        {
            case 2:
                var halves = MemoryMarshal.Cast<byte, Half>(plain);
                for (int i = 0; i < into.Length; i++)
                {
                    into[i] = (double)halves[i];
                }

                break;
            case sizeof(float):
                var floats = MemoryMarshal.Cast<byte, float>(plain);
                for (int i = 0; i < into.Length; i++)
                {
                    into[i] = floats[i];
                }

                break;
            default:
                MemoryMarshal.Cast<byte, double>(plain)[..into.Length].CopyTo(into);
                break;
        }
    }
}
