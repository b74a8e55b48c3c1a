using System.Numerics;
using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Sorts a vector of lines at once and returns the elements' indices in ascending order; the sort is stable and puts NaN last.
/// Batcher's merge exchange (Knuth, The Art of Computer Programming, vol. 3, §5.2.2, algorithm M), whose comparisons do not depend
/// on the data.
/// </summary>
internal readonly unsafe struct SortingNetwork : ILineLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane>(in LineArguments arguments)
        where TLane : struct, ILane<TLane>
    {
        (Lines from, Lines to) = (arguments.First, arguments.Result);
        int count = from.Count;
        float* keys = arguments.Scratch;
        float* positions = keys + ((nint)count * TLane.Width);
        TLane infinity = TLane.Create(double.PositiveInfinity);
        TLane extent = TLane.Create(count);
        for (int lane = 0; lane < arguments.Lanes; lane += TLane.Width)
        {
            int lanes = Math.Min(TLane.Width, arguments.Lanes - lane);
            for (int i = 0; i < count; i++)
            {
                TLane key = TLane.LoadPartial(from[i] + lane, lanes, infinity);
                TLane isNumber = TLane.EqualTo(key, key);
                TLane position = TLane.Create(i);
                // A NaN is treated as an infinity after all others.
                TLane.Select(isNumber, key, infinity).Store(keys + ((nint)i * TLane.Width));
                TLane.Select(isNumber, position, position + extent).Store(positions + ((nint)i * TLane.Width));
            }

            Sort<TLane>(keys, positions, count);
            TLane last = TLane.Create(count - 1);
            for (int i = 0; i < count; i++)
            {
                TLane position = TLane.Load(positions + ((nint)i * TLane.Width));
                position = TLane.Select(TLane.GreaterThan(position, last), position - extent, position);
                position.StorePartial(to[i] + lane, lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort<TLane>(float* keys, float* positions, int count)
        where TLane : struct, ILane<TLane>
    {
        int top = count < 2 ? 0 : (int)(BitOperations.RoundUpToPowerOf2((uint)count) / 2);
        for (int p = top; p > 0; p >>= 1)
        {
            (int q, int r, int distance) = (top, 0, p);
            while (true)
            {
                for (int i = 0; i < count - distance; i++)
                {
                    if ((i & p) == r)
                    {
                        Exchange<TLane>(keys, positions, i, i + distance);
                    }
                }

                if (q == p)
                {
                    break;
                }

                (distance, q, r) = (q - p, q >> 1, p);
            }
        }
    }

    /// <summary>Exchanges two elements that are in the wrong order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TLane>(float* keys, float* positions, int first, int second)
        where TLane : struct, ILane<TLane>
    {
        nint a = (nint)first * TLane.Width;
        nint b = (nint)second * TLane.Width;
        (TLane keyA, TLane keyB) = (TLane.Load(keys + a), TLane.Load(keys + b));
        (TLane positionA, TLane positionB) = (TLane.Load(positions + a), TLane.Load(positions + b));
        TLane later = TLane.GreaterThan(positionA, positionB);
        TLane wrong = TLane.Select(TLane.EqualTo(keyA, keyB), later, TLane.GreaterThan(keyA, keyB));
        TLane.Select(wrong, keyB, keyA).Store(keys + a);
        TLane.Select(wrong, keyA, keyB).Store(keys + b);
        TLane.Select(wrong, positionB, positionA).Store(positions + a);
        TLane.Select(wrong, positionA, positionB).Store(positions + b);
    }
}
