using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The gradient of <see cref="RowAttention{TLane}"/>, block by block as in <see cref="LanewiseAttentionGradient{TLane}"/>, by the
/// register tile of <see cref="Gemm"/>. Keys and values have contiguous positions, all other operands contiguous features.
/// </summary>
internal static unsafe class RowAttentionGradient<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Rows = 32;
    private const int Keys = 128;

    /// <summary>Floats of private memory.</summary>
    public static long ScratchFloats(int queries) => (2L * Rows * Keys) + queries + AlignedBuffer.Slack;

    /// <summary>Computes a whole head; there is only one lane.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in AttentionGradientArguments g, int lanes, float* scratch)
    {
        AttentionArguments a = g.Forward;
        float* shares = scratch;
        float* slopes = shares + (Rows * Keys);
        float* common = slopes + (Rows * Keys);
        Clear(g.QueryGradient, a.QueryCount, a.Features);
        Clear(g.KeyGradient, g.Capacity, a.Features);
        Clear(g.ValueGradient, g.Capacity, a.Features);
        for (int row = 0; row < a.QueryCount; row++)
        {
            common[row] = Common(in g, row);
        }

        for (int key = 0; key < a.SourceCount; key += Keys)
        {
            for (int row = g.FirstToSee(key); row < a.QueryCount; row += Rows)
            {
                int rows = Math.Min(Rows, a.QueryCount - row);
                int keys = Math.Min(Keys, a.Seen(row + rows - 1) - key);
                Products(a.Queries, row, rows, a.Keys, key, keys, a.Features, shares);
                Products(g.MixedGradient, row, rows, a.Values, key, keys, a.Features, slopes);
                for (int i = 0; i < rows; i++)
                {
                    int seen = Math.Clamp(a.Seen(row + i) - key, 0, keys);
                    float* sum = a.Sums.At(row + i);
                    Slopes(shares + (i * Keys), slopes + (i * Keys), seen, keys, a.Scale, sum, common + row + i);
                }

                Accumulate(shares, 1, Keys, keys, rows, g.MixedGradient, row, g.ValueGradient, key, a.Features);
                Accumulate(slopes, 1, Keys, keys, rows, a.Queries, row, g.KeyGradient, key, a.Features);
                Accumulate(slopes, Keys, 1, rows, keys, g.KeyRows, key, g.QueryGradient, row, a.Features);
            }
        }
    }

    /// <summary>
    /// The term common to a query's score gradients: Σ gradient · weighted value, minus the gradient of the log-sum-exp.
    /// </summary>
    private static float Common(in AttentionGradientArguments g, int row)
    {
        float* gradient = g.MixedGradient.At(row);
        float* mixed = g.Forward.Mixed.At(row);
        TLane sums = TLane.Create(0);
        TLane none = sums;
        for (int i = 0; i < g.Forward.Features; i += TLane.Width)
        {
            int count = Math.Min(TLane.Width, g.Forward.Features - i);
            TLane left = TLane.LoadPartial(gradient + i, count, none);
            sums = TLane.MultiplyAdd(left, TLane.LoadPartial(mixed + i, count, none), sums);
        }

        float sum;
        AcrossLanes<TLane, Sum>.Combine(sums).StorePartial(&sum, 1);
        return sum - *g.SumsGradient.At(row);
    }

    /// <summary>The products of all rows of the left with all rows of the right, whose positions are contiguous.</summary>
    private static void Products(
        HeadRows left,
        int row,
        int rows,
        HeadRows right,
        int key,
        int keys,
        int features,
        float* products
    )
    {
        GemmArguments product = new()
        {
            A = left.At(row),
            ARow = left.Position,
            ACol = left.Feature,
            B = right.At(key),
            BRow = right.Feature,
            C = products,
            CRow = Keys,
            M = rows,
            N = keys,
            K = features,
        };
        GemmDriver<TLane>.Run(ref product, 0, GemmDriver<TLane>.Tiles(rows, keys));
    }

    /// <summary>
    /// Converts a row of scores to attention weights, and the weights' gradients to those of the query-key products. Whole vectors
    /// are written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slopes(float* shares, float* slopes, int seen, int keys, float scale, float* sum, float* common)
    {
        TLane factor = TLane.Create(scale);
        TLane log = -TLane.Broadcast(sum);
        TLane less = TLane.Broadcast(common);
        TLane none = TLane.Create(0);
        int i = 0;
        for (; i <= seen - TLane.Width; i += TLane.Width)
        {
            TLane share = TLane.Exp(TLane.MultiplyAdd(TLane.Load(shares + i), factor, log));
            share.Store(shares + i);
            (share * (TLane.Load(slopes + i) - less) * factor).Store(slopes + i);
        }

        if (i < seen)
        {
            TLane score = TLane.LoadPartial(shares + i, seen - i, TLane.Create(float.NegativeInfinity));
            TLane share = TLane.Exp(TLane.MultiplyAdd(score, factor, log));
            share.Store(shares + i);
            (share * (TLane.LoadPartial(slopes + i, seen - i, none) - less) * factor).Store(slopes + i);
            i += TLane.Width;
        }

        for (; i < keys; i += TLane.Width)
        {
            none.Store(shares + i);
            none.Store(slopes + i);
        }
    }

    /// <summary>Adds weighted rows to rows of a gradient.</summary>
    private static void Accumulate(
        float* weights,
        int weightRow,
        int weightCol,
        int rows,
        int inner,
        HeadRows from,
        int fromRow,
        HeadRows to,
        int toRow,
        int features
    )
    {
        GemmArguments product = new()
        {
            A = weights,
            ARow = weightRow,
            ACol = weightCol,
            B = from.At(fromRow),
            BRow = from.Position,
            C = to.At(toRow),
            CRow = to.Position,
            M = rows,
            N = features,
            K = inner,
            Accumulate = true,
        };
        GemmDriver<TLane>.Run(ref product, 0, GemmDriver<TLane>.Tiles(rows, features));
    }

    private static void Clear(HeadRows rows, int count, int features)
    {
        for (int row = 0; row < count; row++)
        {
            new Span<float>(rows.At(row), features).Clear();
        }
    }
}
