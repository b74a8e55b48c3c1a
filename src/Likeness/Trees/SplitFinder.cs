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

    private readonly int minRows = options.MinRowsPerLeaf;
    private readonly double minHessian = options.MinHessian;
    private readonly double l2 = options.L2;

    /// <summary>The best split; its gain is 0 if none is allowed or useful.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isCategory">Whether its bins are categories.</param>
    /// <param name="histogram">Its sums of derivatives: [bins, then missing values].</param>
    /// <param name="total">Their sum.</param>
    public Split Find(int column, bool isCategory, ReadOnlySpan<Vector128<long>> histogram, Vector128<long> total)
    {
        Cut cut = isCategory ? Categories(histogram, total) : Numbers(histogram, total);
        double gain = cut.Score - Score(scale.Gradient(total[0]), scale.Hessian(total[1]));
        return gain > Rounding * cut.Score ? new Split(gain, column, cut.Left, cut.LeftSum) : default;
    }

    /// <summary>Whether a node may be split at all.</summary>
    public bool MaySplit(Vector128<long> total) =>
        scale.Rows(total[1]) >= 2 * minRows && scale.Hessian(total[1]) >= 2 * minHessian;

    /// <summary>The value that minimises a leaf's loss to second order: the Newton step.</summary>
    public double Value(Vector128<long> total)
    {
        double hessian = scale.Hessian(total[1]) + l2;
        return hessian > 0 ? -scale.Gradient(total[0]) / hessian : 0;
    }

    private Cut Numbers(ReadOnlySpan<Vector128<long>> histogram, Vector128<long> total)
    {
        int missingBin = histogram.Length - 1;
        Vector128<long> missing = histogram[missingBin];
        bool hasMissing = missing[1] != 0;
        (double best, int last, bool missingLeft) = (0, 0, false);
        Vector128<long> below = default;
        Vector128<long> bestBelow = default;
        for (int bin = 0; bin < missingBin; bin++)
        {
            Vector128<long> here = histogram[bin];
            below += here;
            if (here[1] == 0)
            {
                continue;
            }

            double score = Score(below, total);
            if (score > best)
            {
                (best, last, missingLeft, bestBelow) = (score, bin, false, below);
            }

            if (hasMissing && (score = Score(below + missing, total)) > best)
            {
                (best, last, missingLeft, bestBelow) = (score, bin, true, below + missing);
            }
        }

        BinSet left = BinSet.First(last + 1);
        if (missingLeft || (!hasMissing && IsLarger(bestBelow, total)))
        {
            left.Add(missingBin);
        }

        return new Cut(best, left, bestBelow);
    }

    private Cut Categories(ReadOnlySpan<Vector128<long>> histogram, Vector128<long> total)
    {
        Span<double> steps = stackalloc double[histogram.Length];
        Span<int> order = stackalloc int[histogram.Length];
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
        Cut best = Prefix(histogram, order, total);
        if (count < present)
        {
            // Categories too rare to be sorted go right; scanning from the other end covers the other side.
            order.Reverse();
            Cut other = Prefix(histogram, order, total);
            best = other.Score > best.Score ? other : best;
        }

        if (!IsLarger(best.LeftSum, total))
        {
            return best;
        }

        // Categories without rows in the node go to the side with more rows.
        BinSet left = best.Left;
        for (int bin = 0; bin < histogram.Length; bin++)
        {
            if (histogram[bin][1] == 0)
            {
                left.Add(bin);
            }
        }

        return best with
        {
            Left = left,
        };
    }

    private Cut Prefix(ReadOnlySpan<Vector128<long>> histogram, ReadOnlySpan<int> order, Vector128<long> total)
    {
        (double best, int taken) = (0, 0);
        Vector128<long> below = default;
        Vector128<long> bestBelow = default;
        for (int i = 0; i < order.Length; i++)
        {
            below += histogram[order[i]];
            double score = Score(below, total);
            if (score > best)
            {
                (best, taken, bestBelow) = (score, i + 1, below);
            }
        }

        var left = default(BinSet);
        foreach (int bin in order[..taken])
        {
            left.Add(bin);
        }

        return new Cut(best, left, bestBelow);
    }

    private bool IsLarger(Vector128<long> left, Vector128<long> total) =>
        2L * scale.Rows(left[1]) > scale.Rows(total[1]);

    // Twice the decrease of the loss by both leaves; 0 if one of them would be too small.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Score(Vector128<long> left, Vector128<long> total)
    {
        Vector128<long> right = total - left;
        if (scale.Rows(left[1]) < minRows || scale.Rows(right[1]) < minRows)
        {
            return 0;
        }

        double leftHessian = scale.Hessian(left[1]);
        double rightHessian = scale.Hessian(right[1]);
        return leftHessian < minHessian || rightHessian < minHessian
            ? 0
            : Score(scale.Gradient(left[0]), leftHessian) + Score(scale.Gradient(right[0]), rightHessian);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Score(double gradient, double hessian) => gradient * gradient / (hessian + l2);

    private readonly record struct Cut(double Score, BinSet Left, Vector128<long> LeftSum);
}
