using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Attention of one sample: a block of queries is combined with the keys block by block, by the register tile of <see
/// cref="Gemm"/>. Keys have contiguous positions and values contiguous features. Otherwise as <see
/// cref="LanewiseAttention{TLane}"/>.
/// </summary>
internal static unsafe class RowAttention<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>The queries in a block.</summary>
    public const int Rows = 32;

    private const int Keys = 128;

    /// <summary>Floats of private memory.</summary>
    public static int ScratchFloats => (Rows * (Keys + 4)) + AlignedBuffer.Slack;

    /// <summary>Computes the weighted values for some queries, at most <see cref="Rows"/>; there is only one lane.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in AttentionArguments a, int first, int rows, int lanes, float* scratch)
    {
        float* scores = scratch;
        float* largest = scores + (Rows * Keys);
        float* larger = largest + Rows;
        float* shrink = larger + Rows;
        float* sums = shrink + Rows;
        new Span<float>(largest, Rows).Fill(-float.MaxValue);
        new Span<float>(sums, Rows).Clear();
        int seen = a.Seen(first + rows - 1);
        for (int row = 0; seen == 0 && row < rows; row++)
        {
            new Span<float>(a.Mixed.At(first + row), a.Features).Clear();
        }

        for (int key = 0; key < seen; key += Keys)
        {
            int keys = Math.Min(Keys, seen - key);
            GemmArguments score = new()
            {
                A = a.Queries.At(first),
                ARow = a.Queries.Position,
                ACol = a.Queries.Feature,
                B = a.Keys.At(key),
                BRow = a.Keys.Feature,
                C = scores,
                CRow = Keys,
                M = rows,
                N = keys,
                K = a.Features,
            };
            GemmDriver<TLane>.Run(ref score, 0, GemmDriver<TLane>.Tiles(rows, keys));
            // Separate loops, so that the latency of one row is hidden by the next ones.
            for (int row = 0; row < rows; row++)
            {
                larger[row] = Largest(
                    scores + (row * Keys),
                    Visible(in a, first + row, key, keys),
                    a.Scale,
                    largest[row]
                );
            }

            for (int row = 0; row < Rows; row += TLane.Width)
            {
                TLane max = TLane.Load(larger + row);
                TLane less = TLane.Exp(TLane.Load(largest + row) - max);
                less.Store(shrink + row);
                max.Store(largest + row);
                (TLane.Load(sums + row) * less).Store(sums + row);
            }

            for (int row = 0; row < rows; row++)
            {
                int visible = Visible(in a, first + row, key, keys);
                sums[row] += Powers(scores + (row * Keys), visible, keys, a.Scale, largest + row);
                if (key > 0)
                {
                    Multiply(a.Mixed.At(first + row), shrink[row], a.Features);
                }
            }

            GemmArguments mix = new()
            {
                A = scores,
                ARow = Keys,
                ACol = 1,
                B = a.Values.At(key),
                BRow = a.Values.Position,
                C = a.Mixed.At(first),
                CRow = a.Mixed.Position,
                M = rows,
                N = a.Features,
                K = keys,
                Accumulate = key > 0,
            };
            GemmDriver<TLane>.Run(ref mix, 0, GemmDriver<TLane>.Tiles(rows, a.Features));
        }

        for (int row = 0; row < rows; row++)
        {
            *a.Sums.At(first + row) = largest[row] + MathF.Log(sums[row]);
            Multiply(a.Mixed.At(first + row), 1 / sums[row], a.Features);
        }
    }

    private static int Visible(in AttentionArguments a, int query, int key, int keys) =>
        Math.Clamp(a.Seen(query) - key, 0, keys);

    /// <summary>The maximum of a number and the scaled scores of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Largest(float* row, int visible, float scale, float min)
    {
        TLane factor = TLane.Create(scale);
        TLane none = TLane.Create(float.NegativeInfinity);
        TLane max = TLane.Broadcast(&min);
        int key = 0;
        for (; key <= visible - TLane.Width; key += TLane.Width)
        {
            max = TLane.Max(max, TLane.Load(row + key) * factor);
        }

        if (key < visible)
        {
            max = TLane.Max(max, TLane.LoadPartial(row + key, visible - key, none) * factor);
        }

        float largest;
        AcrossLanes<TLane, Max>.Combine(max).StorePartial(&largest, 1);
        return largest;
    }

    /// <summary>
    /// Exponentiates the scores of a row, with zero for invisible sources, and returns their sum. Whole vectors are written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Powers(float* row, int visible, int keys, float scale, float* largest)
    {
        TLane factor = TLane.Create(scale);
        TLane less = -TLane.Broadcast(largest);
        TLane sums = TLane.Create(0);
        int key = 0;
        for (; key <= visible - TLane.Width; key += TLane.Width)
        {
            TLane power = TLane.Exp(TLane.MultiplyAdd(TLane.Load(row + key), factor, less));
            sums += power;
            power.Store(row + key);
        }

        if (key < visible)
        {
            TLane score = TLane.LoadPartial(row + key, visible - key, TLane.Create(float.NegativeInfinity));
            TLane power = TLane.Exp(TLane.MultiplyAdd(score, factor, less));
            sums += power;
            power.Store(row + key);
            key += TLane.Width;
        }

        for (; key < keys; key += TLane.Width)
        {
            TLane.Create(0).Store(row + key);
        }

        float sum;
        AcrossLanes<TLane, Sum>.Combine(sums).StorePartial(&sum, 1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(float* values, float factor, int count)
    {
        TLane times = TLane.Broadcast(&factor);
        int i = 0;
        for (; i <= count - TLane.Width; i += TLane.Width)
        {
            (TLane.Load(values + i) * times).Store(values + i);
        }

        if (i < count)
        {
            (TLane.LoadPartial(values + i, count - i, times) * times).StorePartial(values + i, count - i);
        }
    }
}
