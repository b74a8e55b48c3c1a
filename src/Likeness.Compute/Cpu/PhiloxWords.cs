using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>The vector form of the cipher: even counters in one register and odd ones in another.</summary>
internal static unsafe partial class Philox
{
    /// <summary>Sixteen blocks: words[16·w + b] is word w of block firstBlock + b; firstBlock is a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words<T>(uint* words, ulong key, ulong step, ulong firstBlock)
        where T : struct, ICounterLane<T>
    {
        for (uint b = 0; b < 16; b += 2 * (uint)T.Width)
        {
            // No carry: sixteen consecutive numbers from a multiple of 16 share the upper half.
            T a0 = T.Create((uint)firstBlock + b) + T.EvenNumbers;
            T b0 = T.Create((uint)firstBlock + b + 1) + T.EvenNumbers;
            T a1 = T.Create((uint)(firstBlock >> 32));
            T b1 = a1;
            T a2 = T.Create((uint)step);
            T b2 = a2;
            T a3 = T.Create((uint)(step >> 32));
            T b3 = a3;
            T m0 = T.Create(Multiplier0);
            T m1 = T.Create(Multiplier1);
            (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
            for (int round = 0; round < 10; round++)
            {
                T key0 = T.Create(k0);
                T key1 = T.Create(k1);
                T p0 = T.Multiply(a0, m0);
                T p1 = T.Multiply(a2, m1);
                T q0 = T.Multiply(b0, m0);
                T q1 = T.Multiply(b2, m1);
                (a0, a1, a2, a3) = (T.Xor(T.High(p1), a1, key0), p1, T.Xor(T.High(p0), a3, key1), p0);
                (b0, b1, b2, b3) = (T.Xor(T.High(q1), b1, key0), q1, T.Xor(T.High(q0), b3, key1), q0);
                k0 += Weyl0;
                k1 += Weyl1;
            }

            T.Store(a0, b0, words + b);
            T.Store(a1, b1, words + b + 16);
            T.Store(a2, b2, words + b + 32);
            T.Store(a3, b3, words + b + 48);
        }
    }
}
