using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>Converts the 64 random words of a group to 64 numbers.</summary>
internal unsafe interface IRandomNumbers
{
    static abstract void Make<T>(uint* words, float* dst)
        where T : struct, IFloatLane<T>;
}

/// <summary>The upper 24 bits of a word over 2²⁴.</summary>
internal readonly unsafe struct UniformNumbers : IRandomNumbers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Make<T>(uint* words, float* dst)
        where T : struct, IFloatLane<T>
    {
        for (int i = 0; i < 64; i += T.Width)
        {
            (T.LoadHigh24(words + i) * T.Create(1.0 / (1 << 24))).Store(dst + i);
        }
    }
}

/// <summary>
/// Box–Muller: words 0 and 2 of a block give radii √(−2 ln u), u = (word + ½)·2⁻³², words 1 and 3 the angles, and each pair
/// gives the cosine and the sine.
/// </summary>
internal readonly unsafe struct NormalNumbers : IRandomNumbers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Make<T>(uint* words, float* dst)
        where T : struct, IFloatLane<T>
    {
        for (int pair = 0; pair < 64; pair += 32)
        {
            for (int i = pair; i < pair + 16; i += T.Width)
            {
                T low = (T.LoadLow8(words + i) + T.Create(0.5)) * T.Create(1.0 / (1L << 32));
                T u = T.MultiplyAdd(T.LoadHigh24(words + i), T.Create(1.0 / (1 << 24)), low);
                T radius = T.Sqrt(T.Create(-2) * T.Log(u));

                // Quarter turns: the nearest integer and the remainder, |remainder| ≤ ½.
                T quarters = T.LoadHigh24(words + i + 16) * T.Create(4.0 / (1 << 24));
                T n = T.Round(quarters);
                T r = (quarters - n) * T.Create(Math.PI / 2);
                (radius * FloatTrigonometry.Turn(r, n + T.Create(1))).Store(dst + i);
                (radius * FloatTrigonometry.Turn(r, n)).Store(dst + i + 16);
            }
        }
    }
}
