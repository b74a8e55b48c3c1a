using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>Scores all cuts between bins that are in order, eight at a time.</summary>
internal readonly struct CutSearch
{
    private readonly DerivativeScale scale;
    private readonly long minRows;
    private readonly double minHessian;
    private readonly double l2;

    /// <summary>Takes constraints and penalty.</summary>
    public CutSearch(BoostedTreesOptions options, DerivativeScale scale)
    {
        this.scale = scale;
        (minRows, minHessian, l2) = (options.MinRowsPerLeaf, options.MinHessian, options.L2);
    }

    /// <summary>gradient²/(hessian + λ): twice what a leaf takes off the loss.</summary>
    public double Score(Vector128<long> sum)
    {
        double gradient = scale.Gradient(sum[0]);
        return gradient * gradient / (scale.Hessian(sum[1]) + l2);
    }

    /// <summary>The first of the best cuts; the default, which goes nowhere, where none is allowed.</summary>
    /// <param name="sums">Of the bins; at least room for a vector behind them.</param>
    /// <param name="with">What goes left anyway, and is not among them.</param>
    /// <param name="total">Of the node.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Cut Best(PrefixSums sums, Vector128<long> with, Vector128<long> total)
    {
        sums.Pad();
        ref long lower = ref MemoryMarshal.GetReference(sums.Lower);
        ref long upper = ref MemoryMarshal.GetReference(sums.Upper);
        var (withLower, withUpper) = (Vector512.Create(with[0]), Vector512.Create(with[1]));
        var (totalLower, totalUpper) = (Vector512.Create(total[0]), Vector512.Create(total[1]));
        var (best, at) = (Vector512<double>.Zero, Vector512<long>.Zero);
        var count = Vector512<long>.Indices + Vector512<long>.One;
        for (int i = 0; i < sums.Count; i += Vector512<long>.Count)
        {
            Vector512<long> leftLower = Vector512.LoadUnsafe(ref lower, (nuint)i) + withLower;
            Vector512<long> leftUpper = Vector512.LoadUnsafe(ref upper, (nuint)i) + withUpper;
            Vector512<double> score =
                Side(leftLower, leftUpper, out Vector512<long> leftAllowed)
                + Side(totalLower - leftLower, totalUpper - leftUpper, out Vector512<long> rightAllowed);
            Vector512<long> better = leftAllowed & rightAllowed & Vector512.GreaterThan(score, best).AsInt64();
            best = Vector512.ConditionalSelect(better.AsDouble(), score, best);
            at = Vector512.ConditionalSelect(better, count, at);
            count += Vector512.Create((long)Vector512<long>.Count);
        }

        (double found, int bins) = (0, 0);
        for (int lane = 0; lane < Vector512<long>.Count; lane++)
        {
            if (best[lane] > found || (best[lane] == found && at[lane] < bins))
            {
                (found, bins) = (best[lane], (int)at[lane]);
            }
        }

        return bins == 0
            ? default
            : new Cut(found, bins, Vector128.Create(sums.Lower[bins - 1], sums.Upper[bins - 1]) + with);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Side(Vector512<long> lower, Vector512<long> upper, out Vector512<long> allowed)
    {
        Vector512<double> gradient = scale.Gradient(lower);
        Vector512<double> hessian = scale.Hessian(upper);
        allowed =
            Vector512.GreaterThanOrEqual(scale.Rows(upper), Vector512.Create(minRows))
            & Vector512.GreaterThanOrEqual(hessian, Vector512.Create(minHessian)).AsInt64();
        return gradient * gradient / (hessian + Vector512.Create(l2));
    }
}
