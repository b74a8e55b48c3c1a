using System.Runtime.CompilerServices;

namespace Likeness.Data.Jpeg;

/// <summary>
/// The 8×8 inverse cosine transform in 13-bit fixed point: Loeffler, Ligtenberg and Moschytz 1989 (12 multiplications), with
/// the roundings of libjpeg's "islow" (13 fraction bits, 2 kept after the columns), so that every sample equals libjpeg's.
/// </summary>
internal static class InverseDct
{
    private const int FractionBits = 13;
    private const int KeptBits = 2;

    // round(value · 2^13)
    private const int F0298631336 = 2446;
    private const int F0390180644 = 3196;
    private const int F0541196100 = 4433;
    private const int F0765366865 = 6270;
    private const int F0899976223 = 7373;
    private const int F1175875602 = 9633;
    private const int F1501321110 = 12299;
    private const int F1847759065 = 15137;
    private const int F1961570560 = 16069;
    private const int F2053119869 = 16819;
    private const int F2562915447 = 20995;
    private const int F3072711026 = 25172;

    /// <summary>Transforms one block of coefficients to samples.</summary>
    /// <param name="coefficients">64 quantised coefficients, row by row (not zigzag).</param>
    /// <param name="steps">64 quantisation steps in the same order.</param>
    /// <param name="samples">The position of the block's first sample; rows are <paramref name="stride"/> apart.</param>
    /// <param name="stride">Samples per row of the component.</param>
    public static void Transform(
        ReadOnlySpan<short> coefficients,
        ReadOnlySpan<ushort> steps,
        Span<byte> samples,
        int stride
    )
    {
        Span<int> work = stackalloc int[64];
        for (int i = 0; i < 64; i++)
        {
            work[i] = coefficients[i] * steps[i];
        }

        for (int column = 0; column < 8; column++)
        {
            Pass(work[column..], 8, FractionBits - KeptBits);
        }

        for (int row = 0; row < 8; row++)
        {
            var line = work.Slice(row * 8, 8);
            Pass(line, 1, FractionBits + KeptBits + 3);
            for (int x = 0; x < 8; x++)
            {
                samples[(row * stride) + x] = (byte)Math.Clamp(line[x] + 128, 0, 255);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(Span<int> v, int step, int shift)
    {
        // Even part.
        int z1 = (v[2 * step] + v[6 * step]) * F0541196100;
        int even2 = z1 - (v[6 * step] * F1847759065);
        int even3 = z1 + (v[2 * step] * F0765366865);
        int even0 = (v[0] + v[4 * step]) << FractionBits;
        int even1 = (v[0] - v[4 * step]) << FractionBits;
        int sum0 = even0 + even3;
        int sum3 = even0 - even3;
        int sum1 = even1 + even2;
        int sum2 = even1 - even2;

        // Odd part.
        int odd0 = v[7 * step];
        int odd1 = v[5 * step];
        int odd2 = v[3 * step];
        int odd3 = v[step];
        int z5 = (odd0 + odd2 + odd1 + odd3) * F1175875602;
        int z3 = z5 - ((odd0 + odd2) * F1961570560);
        int z4 = z5 - ((odd1 + odd3) * F0390180644);
        int z2 = (odd1 + odd2) * -F2562915447;
        z1 = (odd0 + odd3) * -F0899976223;
        odd0 = (odd0 * F0298631336) + z1 + z3;
        odd1 = (odd1 * F2053119869) + z2 + z4;
        odd2 = (odd2 * F3072711026) + z2 + z3;
        odd3 = (odd3 * F1501321110) + z1 + z4;

        int half = 1 << (shift - 1);
        v[0] = (sum0 + odd3 + half) >> shift;
        v[7 * step] = (sum0 - odd3 + half) >> shift;
        v[step] = (sum1 + odd2 + half) >> shift;
        v[6 * step] = (sum1 - odd2 + half) >> shift;
        v[2 * step] = (sum2 + odd1 + half) >> shift;
        v[5 * step] = (sum2 - odd1 + half) >> shift;
        v[3 * step] = (sum3 + odd0 + half) >> shift;
        v[4 * step] = (sum3 - odd0 + half) >> shift;
    }
}
