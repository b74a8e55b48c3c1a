using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Attention of one sample: a block of queries meets the keys block by block, whose positions are neighbours in memory, by the
/// register tile of <see cref="Gemm"/>; values have neighbouring features. Otherwise as <see cref="LanewiseAttention{TLane}"/>.
/// </summary>
internal static unsafe class RowAttention<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Queries of a block.</summary>
    public const int Rows = 32;

    private const int Keys = 128;

    /// <summary>Floats of private memory.</summary>
    public static int ScratchFloats => (Rows * (Keys + 2)) + AlignedBuffer.Slack;

    /// <summary>Mixes the values for some queries, at most <see cref="Rows"/>; there is but one lane.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in AttentionArguments a, int first, int rows, int lanes, float* scratch)
    {
        float* scores = scratch;
        float* largest = scores + (Rows * Keys);
        float* sums = largest + Rows;
        new Span<float>(largest, rows).Fill(-float.MaxValue);
        new Span<float>(sums, rows).Clear();
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
            GemmDriver<TLane>.Run(in score, 0, GemmDriver<TLane>.Tiles(rows, keys));
            for (int row = 0; row < rows; row++)
            {
                int visible = Math.Clamp(a.Seen(first + row) - key, 0, keys);
                float shrink = Shares(scores + (row * Keys), visible, keys, a.Scale, largest + row, sums + row);
                if (key > 0)
                {
                    Multiply(a.Mixed.At(first + row), shrink, a.Features);
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
            GemmDriver<TLane>.Run(in mix, 0, GemmDriver<TLane>.Tiles(rows, a.Features));
        }

        for (int row = 0; row < rows; row++)
        {
            *a.Sums.At(first + row) = largest[row] + MathF.Log(sums[row]);
            Multiply(a.Mixed.At(first + row), 1 / sums[row], a.Features);
        }
    }

    /// <summary>Turns the scores of a row into powers, notes the largest and the sum, and gives what earlier sums shrink by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Shares(float* row, int visible, int keys, float scale, float* largest, float* sums)
    {
        int width = TLane.Width;
        TLane factor = TLane.Create(scale);
        TLane none = TLane.Create(float.NegativeInfinity);
        TLane most = TLane.Broadcast(largest);
        int whole = visible - (visible % width);
        for (int key = 0; key < whole; key += width)
        {
            most = TLane.Max(most, TLane.Load(row + key) * factor);
        }

        if (whole < visible)
        {
            most = TLane.Max(most, TLane.LoadPartial(row + whole, visible - whole, none) * factor);
        }

        most = AcrossLanes.Combine<TLane, Max>(most);
        TLane sum = TLane.Create(0);
        for (int key = 0; key < whole; key += width)
        {
            TLane power = TLane.Exp(TLane.MultiplyAdd(TLane.Load(row + key), factor, -most));
            sum += power;
            power.Store(row + key);
        }

        if (whole < visible)
        {
            TLane score = TLane.LoadPartial(row + whole, visible - whole, none);
            TLane power = TLane.Exp(TLane.MultiplyAdd(score, factor, -most));
            sum += power;
            power.StorePartial(row + whole, visible - whole);
        }

        new Span<float>(row + visible, keys - visible).Clear();
        TLane shrink = TLane.Exp(TLane.Broadcast(largest) - most);
        most.StorePartial(largest, 1);
        sum = AcrossLanes.Combine<TLane, Sum>(sum);
        TLane.MultiplyAdd(TLane.Broadcast(sums), shrink, sum).StorePartial(sums, 1);
        float shrunk;
        shrink.StorePartial(&shrunk, 1);
        return shrunk;
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
