using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>
/// The gradient of <see cref="LanewiseAttention{TLane}"/>: each block of keys is combined with the blocks of queries that see it.
/// The attention weights are recomputed from the scores and their log-sum-exp. One worker computes a whole head, so that the order
/// of additions is fixed.
/// </summary>
internal static unsafe class LanewiseAttentionGradient<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Rows = 20;
    private const int Keys = 10;

    /// <summary>Floats of private memory.</summary>
    public static long ScratchFloats(int features, int queries) =>
        ((2L * Rows * Keys) + ((long)Rows * features) + queries) * TLane.Width;

    /// <summary>Computes a whole head, in one vector of lanes.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in AttentionGradientArguments g, int lanes, float* scratch)
    {
        AttentionArguments a = g.Forward;
        int width = TLane.Width;
        float* shares = scratch;
        float* slopes = shares + (Rows * Keys * width);
        float* part = slopes + (Rows * Keys * width);
        float* common = part + (Rows * a.Features * width);
        Clear(g.QueryGradient, a.QueryCount, a.Features, lanes);
        Clear(g.KeyGradient, g.Capacity, a.Features, lanes);
        Clear(g.ValueGradient, g.Capacity, a.Features, lanes);
        for (int row = 0; row < a.QueryCount; row++)
        {
            Common(in g, row).Store(common + (row * width));
        }

        for (int key = 0; key < a.SourceCount; key += Keys)
        {
            int keys = Math.Min(Keys, a.SourceCount - key);
            for (int row = g.FirstToSee(key); row < a.QueryCount; row += Rows)
            {
                int rows = Math.Min(Rows, a.QueryCount - row);
                Products(a.Queries, row, rows, a.Keys, key, keys, a.Features, shares);
                Products(g.MixedGradient, row, rows, a.Values, key, keys, a.Features, slopes);
                for (int i = 0; i < rows; i++)
                {
                    int seen = Math.Clamp(a.Seen(row + i) - key, 0, keys);
                    int position = i * Keys * width;
                    TLane sum = TLane.Load(a.Sums.At(row + i));
                    Slopes(
                        shares + position,
                        slopes + position,
                        seen,
                        keys,
                        a.Scale,
                        sum,
                        TLane.Load(common + ((row + i) * width))
                    );
                }

                Accumulate(
                    shares,
                    1,
                    Keys,
                    keys,
                    rows,
                    g.MixedGradient,
                    row,
                    g.ValueGradient,
                    key,
                    a.Features,
                    part,
                    lanes
                );
                Accumulate(slopes, 1, Keys, keys, rows, a.Queries, row, g.KeyGradient, key, a.Features, part, lanes);
                Accumulate(slopes, Keys, 1, rows, keys, a.Keys, key, g.QueryGradient, row, a.Features, part, lanes);
            }
        }
    }

    /// <summary>
    /// The term common to a query's score gradients: Σ gradient · weighted value, minus the gradient of the log-sum-exp.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Common(in AttentionGradientArguments g, int row)
    {
        TLane sum = -TLane.Load(g.SumsGradient.At(row));
        float* gradient = g.MixedGradient.At(row);
        float* mixed = g.Forward.Mixed.At(row);
        for (int i = 0; i < g.Forward.Features; i++)
        {
            sum = TLane.MultiplyAdd(TLane.Load(gradient), TLane.Load(mixed), sum);
            gradient += g.MixedGradient.Feature;
            mixed += g.Forward.Mixed.Feature;
        }

        return sum;
    }

    /// <summary>The products of all rows of the left with all rows of the right.</summary>
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
        LanewiseMatMulArguments product = new()
        {
            A = left.At(row),
            ARow = left.Position,
            ACol = left.Feature,
            B = right.At(key),
            BRow = right.Feature,
            BCol = right.Position,
            C = products,
            CRow = Keys * TLane.Width,
            CCol = TLane.Width,
            M = rows,
            N = keys,
            K = features,
            Lanes = TLane.Width,
        };
        LanewiseMatMulDriver<TLane>.Run(in product, 0, LanewiseMatMulDriver<TLane>.Units(in product));
    }

    /// <summary>Converts a row of scores to attention weights, and the weights' gradients to those of the query-key products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slopes(float* shares, float* slopes, int seen, int keys, float scale, TLane sum, TLane common)
    {
        int width = TLane.Width;
        TLane factor = TLane.Create(scale);
        for (int i = 0; i < seen * width; i += width)
        {
            TLane share = TLane.Exp(TLane.MultiplyAdd(TLane.Load(shares + i), factor, -sum));
            share.Store(shares + i);
            (share * (TLane.Load(slopes + i) - common) * factor).Store(slopes + i);
        }

        new Span<float>(shares + (seen * width), (keys - seen) * width).Clear();
        new Span<float>(slopes + (seen * width), (keys - seen) * width).Clear();
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
        int features,
        float* part,
        int lanes
    )
    {
        int width = TLane.Width;
        LanewiseMatMulArguments product = new()
        {
            A = weights,
            ARow = weightRow * width,
            ACol = weightCol * width,
            B = from.At(fromRow),
            BRow = from.Position,
            BCol = from.Feature,
            C = part,
            CRow = features * width,
            CCol = width,
            M = rows,
            N = features,
            K = inner,
            Lanes = width,
        };
        LanewiseMatMulDriver<TLane>.Run(in product, 0, LanewiseMatMulDriver<TLane>.Units(in product));
        for (int row = 0; row < rows; row++)
        {
            float* target = to.At(toRow + row);
            float* source = part + (row * features * width);
            for (int i = 0; i < features; i++, target += to.Feature, source += width)
            {
                TLane sum = TLane.Load(target) + TLane.Load(source);
                if (lanes >= width)
                {
                    sum.Store(target);
                }
                else
                {
                    sum.StorePartial(target, lanes);
                }
            }
        }
    }

    private static void Clear(HeadRows rows, int count, int features, int lanes)
    {
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < features; i++)
            {
                new Span<float>(rows.At(row) + (i * rows.Feature), Math.Min(lanes, TLane.Width)).Clear();
            }
        }
    }
}
