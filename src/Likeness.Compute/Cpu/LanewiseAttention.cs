using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Attention with samples in the lanes: a block of queries is combined with the keys block by block, by the lanewise register tile.
/// Earlier sums are rescaled when a larger score is found (Milakov and Gimelshein 2018, arXiv:1805.02867).
/// </summary>
internal static unsafe class LanewiseAttention<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>The queries in a block, two tiles.</summary>
    public const int Rows = 10;

    // Keys of a block: their features, the queries' and the sums fit in L1.
    private const int Keys = 20;

    /// <summary>Floats of private memory.</summary>
    public static long ScratchFloats(int features) => Rows * (Keys + (2L * features) + 3) * TLane.Width;

    /// <summary>Computes the weighted values for some queries, at most <see cref="Rows"/>, in one vector of lanes.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in AttentionArguments a, int first, int rows, int lanes, float* scratch)
    {
        int width = TLane.Width;
        float* scores = scratch;
        float* mixed = scores + (Rows * Keys * width);
        float* part = mixed + (Rows * a.Features * width);
        float* largest = part + (Rows * a.Features * width);
        float* sums = largest + (Rows * width);
        float* shrinks = sums + (Rows * width);
        for (int row = 0; row < rows; row++)
        {
            TLane.Create(-float.MaxValue).Store(largest + (row * width));
            TLane.Create(0).Store(sums + (row * width));
        }

        if (a.Seen(first + rows - 1) == 0)
        {
            new Span<float>(mixed, rows * a.Features * width).Clear();
        }

        LanewiseMatMulArguments score = Scores(in a, first, rows, scores);
        LanewiseMatMulArguments mix = Mix(in a, rows, scores, part);
        int seen = a.Seen(first + rows - 1);
        for (int key = 0; key < seen; key += Keys)
        {
            int keys = Math.Min(Keys, seen - key);
            score.B = a.Keys.At(key);
            score.N = keys;
            LanewiseMatMulDriver<TLane>.Run(in score, 0, LanewiseMatMulDriver<TLane>.Units(in score));
            mix.B = a.Values.At(key);
            mix.K = keys;
            mix.C = key == 0 ? mixed : part;
            for (int row = 0; row < rows; row++)
            {
                int visible = Math.Clamp(a.Seen(first + row) - key, 0, keys);
                TLane shrink = Shares(
                    scores + (row * Keys * width),
                    visible,
                    keys,
                    a.Scale,
                    largest + (row * width),
                    sums + (row * width)
                );
                shrink.Store(shrinks + (row * width));
            }

            LanewiseMatMulDriver<TLane>.Run(in mix, 0, LanewiseMatMulDriver<TLane>.Units(in mix));
            for (int row = 0; key > 0 && row < rows; row++)
            {
                Shrink(
                    mixed + (row * a.Features * width),
                    shrinks + (row * width),
                    part + (row * a.Features * width),
                    a.Features
                );
            }
        }

        for (int row = 0; row < rows; row++)
        {
            TLane sum = TLane.Load(sums + (row * width));
            Put(TLane.Load(largest + (row * width)) + TLane.Log(sum), a.Sums.At(first + row), lanes);
            TLane share = TLane.Create(1) / sum;
            float* target = a.Mixed.At(first + row);
            for (int feature = 0; feature < a.Features; feature++)
            {
                TLane value = TLane.Load(mixed + (((row * a.Features) + feature) * width)) * share;
                Put(value, target + (feature * a.Mixed.Feature), lanes);
            }
        }
    }

    private static LanewiseMatMulArguments Scores(in AttentionArguments a, int first, int rows, float* scores) =>
        new()
        {
            A = a.Queries.At(first),
            ARow = a.Queries.Position,
            ACol = a.Queries.Feature,
            BRow = a.Keys.Feature,
            BCol = a.Keys.Position,
            C = scores,
            CRow = Keys * TLane.Width,
            CCol = TLane.Width,
            M = rows,
            K = a.Features,
            Lanes = TLane.Width,
        };

    private static LanewiseMatMulArguments Mix(in AttentionArguments a, int rows, float* scores, float* part) =>
        new()
        {
            A = scores,
            ARow = Keys * TLane.Width,
            ACol = TLane.Width,
            BRow = a.Values.Position,
            BCol = a.Values.Feature,
            C = part,
            CRow = a.Features * TLane.Width,
            CCol = TLane.Width,
            M = rows,
            N = a.Features,
            Lanes = TLane.Width,
        };

    /// <summary>
    /// Exponentiates the scores of a row, updates the maximum and the sum, and returns the factor that rescales earlier sums.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Shares(float* row, int visible, int keys, float scale, float* largest, float* sums)
    {
        int width = TLane.Width;
        TLane factor = TLane.Create(scale);
        TLane before = TLane.Load(largest);
        TLane max = before;
        for (int key = 0; key < visible; key++)
        {
            max = TLane.Max(max, TLane.Load(row + (key * width)) * factor);
        }

        TLane sum = TLane.Create(0);
        for (int key = 0; key < visible; key++)
        {
            TLane power = TLane.Exp(TLane.MultiplyAdd(TLane.Load(row + (key * width)), factor, -max));
            sum += power;
            power.Store(row + (key * width));
        }

        for (int key = visible; key < keys; key++)
        {
            TLane.Create(0).Store(row + (key * width));
        }

        TLane shrink = TLane.Exp(before - max);
        TLane.MultiplyAdd(TLane.Load(sums), shrink, sum).Store(sums);
        max.Store(largest);
        return shrink;
    }

    /// <summary>values · factor + addends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shrink(float* values, float* factor, float* addends, int count)
    {
        TLane shrink = TLane.Load(factor);
        for (int i = 0; i < count * TLane.Width; i += TLane.Width)
        {
            TLane.MultiplyAdd(TLane.Load(values + i), shrink, TLane.Load(addends + i)).Store(values + i);
        }
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
