using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Attention of one query with samples in the lanes, as in step-by-step decoding. It is memory-bound, so keys and values are read
/// once, in memory order. Otherwise as <see cref="LanewiseAttention{TLane}"/>.
/// </summary>
internal static unsafe class LanewiseDecoding<TLane>
    where TLane : struct, ILane<TLane>
{
    // Keys of a block: an even number, whose scores stay in L1.
    private const int Keys = 16;

    /// <summary>The samples processed at once: whole pairs of cache lines, which the processor loads together.</summary>
    public const int Lanes = 64;

    /// <summary>Floats of private memory.</summary>
    public static long ScratchFloats(int features) => (Keys + features + 3L) * Lanes;

    /// <summary>Computes the weighted values in some lanes, at most <see cref="Lanes"/>, for a single query.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in AttentionArguments a, int first, int rows, int lanes, float* scratch)
    {
        int width = TLane.Width;
        int features = a.Features;
        float* scores = scratch;
        float* mixed = scores + (Keys * Lanes);
        float* largest = mixed + (features * Lanes);
        float* sums = largest + Lanes;
        float* shrinks = sums + Lanes;
        new Span<float>(mixed, features * Lanes).Clear();
        new Span<float>(largest, Lanes).Fill(-float.MaxValue);
        new Span<float>(sums, Lanes).Clear();
        int vectors = Math.Min(Lanes / width, (lanes + width - 1) / width);
        int seen = a.Seen(first);
        for (int block = 0; block < seen; block += Keys)
        {
            int keys = Math.Min(Keys, seen - block);
            for (int key = 0; key < keys; key++)
            {
                Score(in a, a.Keys.At(block + key), scores + (key * Lanes), vectors);
            }

            for (int lane = 0; lane < vectors * width; lane += width)
            {
                Shares(scores + lane, keys, a.Scale, largest + lane, sums + lane, shrinks + lane);
            }

            for (int key = 0; key < keys; key += 2)
            {
                float* from = a.Values.At(block + key);
                Mix(in a, from, scores + (key * Lanes), keys - key > 1, key == 0 ? shrinks : null, mixed, vectors);
            }
        }

        for (int lane = 0; lane < vectors * width; lane += width)
        {
            TLane sum = TLane.Load(sums + lane);
            Put(TLane.Load(largest + lane) + TLane.Log(sum), a.Sums.At(first) + lane, lanes - lane);
            TLane share = TLane.Create(1) / sum;
            float* target = a.Mixed.At(first) + lane;
            for (int i = 0; i < features; i++)
            {
                Put(TLane.Load(mixed + (i * Lanes) + lane) * share, target + (i * a.Mixed.Feature), lanes - lane);
            }
        }
    }

    /// <summary>The products of a query and a key, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Score(in AttentionArguments a, float* key, float* score, int vectors)
    {
        int width = TLane.Width;
        float* query = a.Queries.Data;
        int vector = 0;
        for (; vector + 4 <= vectors; vector += 4)
        {
            TLane sum0 = TLane.Create(0);
            TLane sum1 = sum0;
            TLane sum2 = sum0;
            TLane sum3 = sum0;
            float* q = query + (vector * width);
            float* k = key + (vector * width);
            for (int i = 0; i < a.Features; i++, q += a.Queries.Feature, k += a.Keys.Feature)
            {
                Fetch(k + a.Keys.Position);
                sum0 = TLane.MultiplyAdd(TLane.Load(q), TLane.Load(k), sum0);
                sum1 = TLane.MultiplyAdd(TLane.Load(q + width), TLane.Load(k + width), sum1);
                sum2 = TLane.MultiplyAdd(TLane.Load(q + (2 * width)), TLane.Load(k + (2 * width)), sum2);
                sum3 = TLane.MultiplyAdd(TLane.Load(q + (3 * width)), TLane.Load(k + (3 * width)), sum3);
            }

            float* position = score + (vector * width);
            sum0.Store(position);
            sum1.Store(position + width);
            sum2.Store(position + (2 * width));
            sum3.Store(position + (3 * width));
        }

        for (; vector < vectors; vector++)
        {
            TLane sum = TLane.Create(0);
            for (int i = 0; i < a.Features; i++)
            {
                TLane q = TLane.Load(query + (i * a.Queries.Feature) + (vector * width));
                sum = TLane.MultiplyAdd(q, TLane.Load(key + (i * a.Keys.Feature) + (vector * width)), sum);
            }

            sum.Store(score + (vector * width));
        }
    }

    /// <summary>Exponentiates scores, updates the maximum and the sum, and computes the factor that rescales earlier sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shares(float* scores, int keys, float scale, float* largest, float* sums, float* shrinks)
    {
        TLane factor = TLane.Create(scale);
        TLane before = TLane.Load(largest);
        TLane max = before;
        for (int key = 0; key < keys; key++)
        {
            max = TLane.Max(max, TLane.Load(scores + (key * Lanes)) * factor);
        }

        TLane sum = TLane.Create(0);
        for (int key = 0; key < keys; key++)
        {
            TLane power = TLane.Exp(TLane.MultiplyAdd(TLane.Load(scores + (key * Lanes)), factor, -max));
            sum += power;
            power.Store(scores + (key * Lanes));
        }

        TLane shrink = TLane.Exp(before - max);
        TLane.MultiplyAdd(TLane.Load(sums), shrink, sum).Store(sums);
        max.Store(largest);
        shrink.Store(shrinks);
    }

    /// <summary>Adds the weighted values of one or two keys to the rescaled sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        in AttentionArguments a,
        float* values,
        float* share,
        bool isPair,
        float* shrink,
        float* mixed,
        int vectors
    )
    {
        int width = TLane.Width;
        int vector = 0;
        for (; isPair && vector + 4 <= vectors; vector += 4)
        {
            int lane = vector * width;
            float* next = share + Lanes + lane;
            TLane a0 = TLane.Load(share + lane);
            TLane a1 = TLane.Load(share + lane + width);
            TLane a2 = TLane.Load(share + lane + (2 * width));
            TLane a3 = TLane.Load(share + lane + (3 * width));
            TLane b0 = TLane.Load(next);
            TLane b1 = TLane.Load(next + width);
            TLane b2 = TLane.Load(next + (2 * width));
            TLane b3 = TLane.Load(next + (3 * width));
            TLane one = TLane.Create(1);
            TLane f0 = shrink == null ? one : TLane.Load(shrink + lane);
            TLane f1 = shrink == null ? one : TLane.Load(shrink + lane + width);
            TLane f2 = shrink == null ? one : TLane.Load(shrink + lane + (2 * width));
            TLane f3 = shrink == null ? one : TLane.Load(shrink + lane + (3 * width));
            float* v = values + lane;
            float* w = v + a.Values.Position;
            float* m = mixed + lane;
            for (int i = 0; i < a.Features; i++, v += a.Values.Feature, w += a.Values.Feature, m += Lanes)
            {
                Fetch(v + (2 * a.Values.Position));
                Fetch(w + (2 * a.Values.Position));
                Add(a0, v, b0, w, f0, m);
                Add(a1, v + width, b1, w + width, f1, m + width);
                Add(a2, v + (2 * width), b2, w + (2 * width), f2, m + (2 * width));
                Add(a3, v + (3 * width), b3, w + (3 * width), f3, m + (3 * width));
            }
        }

        for (; vector < vectors; vector++)
        {
            int lane = vector * width;
            TLane first = TLane.Load(share + lane);
            TLane factor = shrink == null ? TLane.Create(1) : TLane.Load(shrink + lane);
            TLane second = isPair ? TLane.Load(share + Lanes + lane) : TLane.Create(0);
            float* v = values + lane;
            float* m = mixed + lane;
            for (int i = 0; i < a.Features; i++, v += a.Values.Feature, m += Lanes)
            {
                if (isPair)
                {
                    Add(first, v, second, v + a.Values.Position, factor, m);
                }
                else
                {
                    TLane.MultiplyAdd(first, TLane.Load(v), TLane.Load(m) * factor).Store(m);
                }
            }
        }
    }

    /// <summary>Prefetches four vectors of the next key, which is beyond the reach of the hardware prefetcher.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* position)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(position);
            Sse.Prefetch0(position + TLane.Width);
            Sse.Prefetch0(position + (2 * TLane.Width));
            Sse.Prefetch0(position + (3 * TLane.Width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLane share, float* value, TLane second, float* next, TLane factor, float* mixed)
    {
        TLane sum = TLane.MultiplyAdd(share, TLane.Load(value), TLane.Load(mixed) * factor);
        TLane.MultiplyAdd(second, TLane.Load(next), sum).Store(mixed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TLane value, float* target, int lanes)
    {
        if (lanes >= TLane.Width)
        {
            value.Store(target);
        }
        else
        {
            value.StorePartial(target, lanes);
        }
    }
}
