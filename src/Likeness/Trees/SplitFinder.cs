using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>
/// Finds the split of a node by one column that decreases the loss most, to second order: Friedman 2001, with the penalty of Chen
/// and Guestrin 2016, arXiv 1603.02754, eq. 7. Numbers are split between bins, with missing values on either side. Categories, with
/// missing values as one more, are sorted by their Newton step and split once, which is optimal among all partitions if there are
/// no penalties (Fisher 1958).
/// </summary>
/// <param name="options">Constraints and penalties.</param>
/// <param name="scale">Decodes the sums.</param>
internal readonly struct SplitFinder(BoostedTreesOptions options, DerivativeScale scale)
{
    // The relative rounding error of the scores whose difference is a gain.
    private const double Rounding = 1e-12;

    private readonly CutSearch cuts = new(options, scale);

    /// <summary>The best split; its gain is 0 if none is allowed or useful.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isCategory">Whether its bins are categories.</param>
    /// <param name="histogram">Its sums of derivatives: [bins, then missing values].</param>
    /// <param name="total">Their sum.</param>
    public Split Find(int column, bool isCategory, ReadOnlySpan<Vector128<long>> histogram, Vector128<long> total)
    {
        (Cut cut, BinSet left) = isCategory ? Categories(histogram, total) : Numbers(histogram, total);
        double gain = cut.Score - cuts.Score(total);
        return gain > Rounding * cut.Score ? new Split(gain, column, left, cut.LeftSum) : default;
    }

    /// <summary>Whether a node may be split at all.</summary>
    public bool MaySplit(Vector128<long> total) =>
        scale.Rows(total[1]) >= 2 * options.MinRowsPerLeaf && scale.Hessian(total[1]) >= 2 * options.MinHessian;

    /// <summary>The value that minimises a leaf's loss to second order: the Newton step.</summary>
    public double Value(Vector128<long> total)
    {
        double hessian = scale.Hessian(total[1]) + options.L2;
        return hessian > 0 ? -scale.Gradient(total[0]) / hessian : 0;
    }

    [SkipLocalsInit]
    private (Cut Cut, BinSet Left) Numbers(ReadOnlySpan<Vector128<long>> histogram, Vector128<long> total)
    {
        int missingBin = histogram.Length - 1;
        Vector128<long> missing = histogram[missingBin];
        var sums = new PrefixSums(stackalloc long[PrefixSums.Length], stackalloc long[PrefixSums.Length]);
        foreach (Vector128<long> sum in histogram[..missingBin])
        {
            sums.Add(sum);
        }

        Cut cut = cuts.Best(sums, default, total);
        bool missingLeft = missing[1] == 0 && IsLarger(cut.LeftSum, total);
        if (missing[1] != 0 && cuts.Best(sums, missing, total) is var other && other.Score > cut.Score)
        {
            (cut, missingLeft) = (other, true);
        }

        BinSet left = BinSet.First(cut.Count);
        if (missingLeft)
        {
            left.Add(missingBin);
        }

        return (cut, left);
    }

    [SkipLocalsInit]
    private (Cut Cut, BinSet Left) Categories(ReadOnlySpan<Vector128<long>> histogram, Vector128<long> total)
    {
        Span<double> steps = stackalloc double[ColumnBins.MaxCount + 1];
        Span<int> order = stackalloc int[ColumnBins.MaxCount + 1];
        int count = 0;
        int present = 0;
        for (int bin = 0; bin < histogram.Length; bin++)
        {
            Vector128<long> here = histogram[bin];
            present += here[1] != 0 ? 1 : 0;
            if (scale.Rows(here[1]) >= options.MinRowsPerCategory)
            {
                steps[count] = scale.Gradient(here[0]) / (scale.Hessian(here[1]) + options.CategorySmoothing);
                order[count++] = bin;
            }
        }

        order = order[..count];
        steps[..count].Sort(order);
        (Cut cut, BinSet left) = Prefix(histogram, order, total);
        if (count < present)
        {
            // Categories too rare to be sorted go right; scanning from the other end covers the other side.
            order.Reverse();
            (Cut other, BinSet otherLeft) = Prefix(histogram, order, total);
            (cut, left) = other.Score > cut.Score ? (other, otherLeft) : (cut, left);
        }

        // Categories without rows in the node go to the side with more rows.
        for (int bin = 0; bin < histogram.Length && IsLarger(cut.LeftSum, total); bin++)
        {
            if (histogram[bin][1] == 0)
            {
                left.Add(bin);
            }
        }

        return (cut, left);
    }

    [SkipLocalsInit]
    private (Cut Cut, BinSet Left) Prefix(
        ReadOnlySpan<Vector128<long>> histogram,
        ReadOnlySpan<int> order,
        Vector128<long> total
    )
    {
        var sums = new PrefixSums(stackalloc long[PrefixSums.Length], stackalloc long[PrefixSums.Length]);
        foreach (int bin in order)
        {
            sums.Add(histogram[bin]);
        }

        Cut cut = cuts.Best(sums, default, total);
        var left = default(BinSet);
        foreach (int bin in order[..cut.Count])
        {
            left.Add(bin);
        }

        return (cut, left);
    }

    private bool IsLarger(Vector128<long> left, Vector128<long> total) =>
        2L * scale.Rows(left[1]) > scale.Rows(total[1]);
}
