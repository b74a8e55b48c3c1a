using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The vector forms of the cipher: a counter in each 64-bit element, of which the lower half counts (the multiplication
/// reads no more), even counters in one register and odd ones in another.
/// </summary>
internal static unsafe partial class Philox
{
    /// <summary>Sixteen blocks: words[16·w + b] is word w of block firstBlock + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words(uint* words, ulong key, ulong step, ulong firstBlock, InstructionSet set)
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                Words512(words, key, step, firstBlock);
                break;
            case InstructionSet.Avx2:
                Words256(words, key, step, firstBlock);
                Words256(words + 8, key, step, firstBlock + 8);
                break;
            default:
                WordsPortable(words, key, step, firstBlock);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words512(uint* words, ulong key, ulong step, ulong firstBlock)
    {
        // Groups start at multiples of 16, so the upper half of the block number is the same for all.
        Vector512<ulong> even = Vector512.Create(firstBlock) + (Vector512<ulong>.Indices << 1);
        Vector512<ulong> a0 = even;
        Vector512<ulong> b0 = even + Vector512<ulong>.One;
        Vector512<ulong> a1 = Vector512.Create(firstBlock >> 32);
        Vector512<ulong> b1 = a1;
        Vector512<ulong> a2 = Vector512.Create(step);
        Vector512<ulong> b2 = a2;
        Vector512<ulong> a3 = Vector512.Create(step >> 32);
        Vector512<ulong> b3 = a3;
        Vector512<uint> m0 = Vector512.Create((ulong)Multiplier0).AsUInt32();
        Vector512<uint> m1 = Vector512.Create((ulong)Multiplier1).AsUInt32();
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> key0 = Vector512.Create((ulong)k0);
            Vector512<ulong> key1 = Vector512.Create((ulong)k1);
            Vector512<ulong> p0 = Avx512F.Multiply(a0.AsUInt32(), m0);
            Vector512<ulong> p1 = Avx512F.Multiply(a2.AsUInt32(), m1);
            Vector512<ulong> q0 = Avx512F.Multiply(b0.AsUInt32(), m0);
            Vector512<ulong> q1 = Avx512F.Multiply(b2.AsUInt32(), m1);
            (a0, a1, a2, a3) = ((p1 >>> 32) ^ a1 ^ key0, p1, (p0 >>> 32) ^ a3 ^ key1, p0);
            (b0, b1, b2, b3) = ((q1 >>> 32) ^ b1 ^ key0, q1, (q0 >>> 32) ^ b3 ^ key1, q0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        Merge(a0, b0).Store(words);
        Merge(a1, b1).Store(words + 16);
        Merge(a2, b2).Store(words + 32);
        Merge(a3, b3).Store(words + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Merge(Vector512<ulong> even, Vector512<ulong> odd) =>
        Vector512.ConditionalSelect(Vector512.Create((ulong)uint.MaxValue), even, odd << 32).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words256(uint* words, ulong key, ulong step, ulong firstBlock)
    {
        Vector256<ulong> even = Vector256.Create(firstBlock) + (Vector256<ulong>.Indices << 1);
        Vector256<ulong> a0 = even;
        Vector256<ulong> b0 = even + Vector256<ulong>.One;
        Vector256<ulong> a1 = Vector256.Create(firstBlock >> 32);
        Vector256<ulong> b1 = a1;
        Vector256<ulong> a2 = Vector256.Create(step);
        Vector256<ulong> b2 = a2;
        Vector256<ulong> a3 = Vector256.Create(step >> 32);
        Vector256<ulong> b3 = a3;
        Vector256<uint> m0 = Vector256.Create((ulong)Multiplier0).AsUInt32();
        Vector256<uint> m1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < 10; round++)
        {
            Vector256<ulong> key0 = Vector256.Create((ulong)k0);
            Vector256<ulong> key1 = Vector256.Create((ulong)k1);
            Vector256<ulong> p0 = Avx2.Multiply(a0.AsUInt32(), m0);
            Vector256<ulong> p1 = Avx2.Multiply(a2.AsUInt32(), m1);
            Vector256<ulong> q0 = Avx2.Multiply(b0.AsUInt32(), m0);
            Vector256<ulong> q1 = Avx2.Multiply(b2.AsUInt32(), m1);
            (a0, a1, a2, a3) = ((p1 >>> 32) ^ a1 ^ key0, p1, (p0 >>> 32) ^ a3 ^ key1, p0);
            (b0, b1, b2, b3) = ((q1 >>> 32) ^ b1 ^ key0, q1, (q0 >>> 32) ^ b3 ^ key1, q0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        Merge(a0, b0).Store(words);
        Merge(a1, b1).Store(words + 16);
        Merge(a2, b2).Store(words + 32);
        Merge(a3, b3).Store(words + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Merge(Vector256<ulong> even, Vector256<ulong> odd) =>
        Avx2.Blend(even.AsUInt32(), (odd << 32).AsUInt32(), 0b10101010);

    private static void WordsPortable(uint* words, ulong key, ulong step, ulong firstBlock)
    {
        uint* counter = stackalloc uint[4];
        for (uint b = 0; b < 16; b++)
        {
            ulong block = firstBlock + b;
            (counter[0], counter[1]) = ((uint)block, (uint)(block >> 32));
            (counter[2], counter[3]) = ((uint)step, (uint)(step >> 32));
            Encipher(counter, key);
            for (uint w = 0; w < 4; w++)
            {
                words[(16 * w) + b] = counter[w];
            }
        }
    }
}
