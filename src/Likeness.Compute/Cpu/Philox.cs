using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Random numbers that are a function of (seed, stream, step, index) alone: Philox 4×32-10 (Salmon, Moraes, Dror and Shaw 2011,
/// "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405). The key is the stream number encrypted under the
/// seed; the counter is (block, step). Index i is word ⌊i/16⌋ mod 4 of block 16·⌊i/64⌋ + i mod 16, so that vectors need no
/// shuffles.
/// </summary>
internal static unsafe partial class Philox
{
    /// <summary>The number of values generated at a time: 16 blocks of 4 words.</summary>
    private const int Group = 64;

    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>Encrypts one counter of four words in place, ten rounds.</summary>
    public static void Encipher(uint* counter, ulong key)
    {
        (uint c0, uint c1, uint c2, uint c3) = (counter[0], counter[1], counter[2], counter[3]);
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0;
            ulong p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        (counter[0], counter[1], counter[2], counter[3]) = (c0, c1, c2, c3);
    }

    /// <summary>The key of a stream: the first two words of the stream number encrypted under the seed.</summary>
    public static ulong Key(ulong seed, ulong stream)
    {
        // The last word separates these counters from those used directly under the seed.
        uint* counter = stackalloc uint[] { (uint)stream, (uint)(stream >> 32), 0, uint.MaxValue };
        Encipher(counter, seed);
        return counter[0] | ((ulong)counter[1] << 32);
    }

    /// <summary>
    /// Uniform numbers k·2⁻²⁴ in [0, 1), k = 0 … 2²⁴ − 1: dst[j] is the number at index firstIndex + j. The same bits on
    /// every instruction set.
    /// </summary>
    public static void Uniform(
        float* dst,
        ulong seed,
        ulong stream,
        ulong step,
        ulong firstIndex,
        nint count,
        InstructionSet set
    ) => Fill<UniformNumbers>(dst, Key(seed, stream), step, firstIndex, count, set);

    /// <summary>
    /// Standard normal numbers (Box and Muller 1958), |z| ≤ 6.77, within 4e-7·max(1, |z|) + 6e-8/r of the same formula in double
    /// precision, where r is the pair's radius: dst[j] is the number at index firstIndex + j.
    /// </summary>
    public static void Normal(
        float* dst,
        ulong seed,
        ulong stream,
        ulong step,
        ulong firstIndex,
        nint count,
        InstructionSet set
    ) => Fill<NormalNumbers>(dst, Key(seed, stream), step, firstIndex, count, set);

    private static void Fill<TNumbers>(
        float* dst,
        ulong key,
        ulong step,
        ulong firstIndex,
        nint count,
        InstructionSet set
    )
        where TNumbers : struct, IRandomNumbers
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                Fill<Counters512, Lane512, TNumbers>(dst, key, step, firstIndex, count);
                break;
            case InstructionSet.Avx2:
                Fill<Counters256, Lane256, TNumbers>(dst, key, step, firstIndex, count);
                break;
            default:
                Fill<Counters128, Lane128, TNumbers>(dst, key, step, firstIndex, count);
                break;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TCounters, TLane, TNumbers>(
        float* dst,
        ulong key,
        ulong step,
        ulong firstIndex,
        nint count
    )
        where TCounters : struct, ICounterLane<TCounters>
        where TLane : struct, IFloatLane<TLane>
        where TNumbers : struct, IRandomNumbers
    {
        uint* words = stackalloc uint[Group];
        float* part = stackalloc float[Group];
        while (count > 0)
        {
            int skip = (int)(firstIndex % Group);
            int taken = (int)Math.Min(Group - skip, count);
            Words<TCounters>(words, key, step, firstIndex / Group * 16);
            TNumbers.Make<TLane>(words, taken == Group ? dst : part);
            if (taken < Group)
            {
                new ReadOnlySpan<float>(part + skip, taken).CopyTo(new Span<float>(dst, taken));
            }

            firstIndex += (uint)taken;
            dst += taken;
            count -= taken;
        }
    }
}
