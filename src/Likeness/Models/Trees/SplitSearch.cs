using System.Numerics;
using System.Runtime.CompilerServices;
using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// Finds the best binary split of a node (Breiman et al. 1984, Classification and Regression Trees, §§4.2, 8.3): variance for numbers, or the likelihood of normal distributions of which each side has its own variance, Gini impurity for
/// classes. Bins of a number are cut in their order, with missing values on either side. Categories are ordered by their mean target, which is
/// optimal for numbers and two classes (Fisher 1958), or by the first axis of a correspondence analysis of more classes (Coppersmith et al. 1999).
/// </summary>
internal sealed class SplitSearch
{
    private const int MaxBins = ColumnBins.MaxCount + 1;
    private const int Averagings = 4;

    // Rows of the node's mean that are added to each category, as LightGBM's cat_smooth.
    private const double CategorySmoothing = 10;

    private readonly Predictor[] predictors;
    private readonly TreeTarget target;
    private readonly int minRows;
    private readonly int[] counts = new int[MaxBins];
    private readonly double[] sums = new double[MaxBins];
    private readonly double[] squares = new double[MaxBins];
    private readonly int[] ends = new int[MaxBins];
    private readonly int[] order = new int[MaxBins];
    private readonly double[] keys = new double[MaxBins];
    private readonly int[] sorted; // classes of the node's rows, by bin
    private readonly int[] leftCounts;
    private readonly int[] totals;
    private readonly double[] scores; // of classes
    private readonly double[] classSums;

    /// <summary>Reserves the memory.</summary>
    /// <param name="predictors">The columns.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="minRows">The smallest number of rows on a side.</param>
    public SplitSearch(Predictor[] predictors, TreeTarget target, int rows, int minRows)
    {
        (this.predictors, this.target, this.minRows) = (predictors, target, minRows);
        bool classes = target.Classes is not null;
        sorted = classes ? new int[rows] : [];
        leftCounts = new int[target.ClassCount];
        totals = new int[target.ClassCount];
        scores = new double[target.ClassCount];
        classSums = new double[target.ClassCount];
    }

    /// <summary>The best split; its column is −1 if none is allowed.</summary>
    public NodeSplit Find(ReadOnlySpan<int> rows)
    {
        var best = new NodeSplit(double.NegativeInfinity, -1, default, 0);
        if (rows.Length < 2 * minRows)
        {
            return best;
        }

        var (sum, square) = (0.0, 0.0);
        if (target.Classes is { } classes)
        {
            Array.Clear(totals);
            foreach (int row in rows)
            {
                totals[classes[row]]++;
            }
        }
        else
        {
            foreach (int row in rows)
            {
                double number = target.Numbers![row];
                sum += number;
                square += number * number;
            }
        }

        for (int column = TreeRows.First(predictors.Length); column < predictors.Length; column++)
        {
            if (target.Classes is null)
            {
                TryNumbers(column, rows, sum, square, ref best);
            }
            else
            {
                TryClasses(column, rows, ref best);
            }
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TryNumbers(int column, ReadOnlySpan<int> rows, double total, double square, ref NodeSplit best)
    {
        var predictor = predictors[column];
        byte[] bins = predictor.Bins;
        float[] numbers = target.Numbers!;
        BinSet occupied = default;
        foreach (int row in rows)
        {
            byte bin = bins[row];
            occupied.Add(bin);
            counts[bin]++;
            sums[bin] += numbers[row];
        }

        if (target.BySpread)
        {
            foreach (int row in rows)
            {
                squares[bins[row]] += (double)numbers[row] * numbers[row];
            }
        }

        int used = Order(occupied);
        if (used > 1)
        {
            bool missing = order[used - 1] == predictor.Count;
            if (predictor.IsCategory)
            {
                double mean = total / rows.Length;
                for (int i = 0; i < used; i++)
                {
                    keys[i] = (sums[order[i]] + (CategorySmoothing * mean)) / (counts[order[i]] + CategorySmoothing);
                }

                keys.AsSpan(0, used).Sort(order.AsSpan(0, used));
            }

            SweepNumbers(column, used, rows.Length, total, square, ref best);
            if (missing && !predictor.IsCategory && used > 2)
            {
                MissingFirst(used);
                SweepNumbers(column, used, rows.Length, total, square, ref best);
            }
        }

        for (int i = 0; i < used; i++)
        {
            (counts[order[i]], sums[order[i]], squares[order[i]]) = (0, 0, 0);
        }
    }

    private void SweepNumbers(int column, int used, int rows, double total, double square, ref NodeSplit best)
    {
        int left = 0;
        var (sum, ofLeft) = (0.0, 0.0);
        double variance = (square - (total * total / rows)) / rows;
        int cut = 0;
        double score = best.Score;
        int cutRows = 0;
        for (int i = 0; i < used - 1; i++)
        {
            left += counts[order[i]];
            sum += sums[order[i]];
            ofLeft += squares[order[i]];
            if (left >= minRows && rows - left >= minRows)
            {
                int right = rows - left;
                double rest = (total - sum) * (total - sum) / right;
                double here = target.BySpread
                    ? -TreeTarget.Spread(left, ofLeft - (sum * sum / left), variance)
                        - TreeTarget.Spread(right, square - ofLeft - rest, variance)
                    : (sum * sum / left) + rest;
                if (here > score)
                {
                    (score, cut, cutRows) = (here, i + 1, left);
                }
            }
        }

        Take(column, cut, cutRows, rows, score, ref best);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TryClasses(int column, ReadOnlySpan<int> rows, ref NodeSplit best)
    {
        var predictor = predictors[column];
        byte[] bins = predictor.Bins;
        int[] classes = target.Classes!;
        BinSet occupied = default;
        foreach (int row in rows)
        {
            byte bin = bins[row];
            occupied.Add(bin);
            counts[bin]++;
        }

        int used = Order(occupied);
        if (used > 1)
        {
            bool missing = order[used - 1] == predictor.Count;
            if (predictor.IsCategory)
            {
                ByReciprocalAveraging(bins, rows, used);
            }

            Sort(bins, rows, used);
            SweepClasses(column, used, rows.Length, ref best);
            if (missing && !predictor.IsCategory && used > 2)
            {
                MissingFirst(used);
                Sort(bins, rows, used);
                SweepClasses(column, used, rows.Length, ref best);
            }
        }

        for (int i = 0; i < used; i++)
        {
            counts[order[i]] = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SweepClasses(int column, int used, int rows, ref NodeSplit best)
    {
        Array.Clear(leftCounts);
        long leftSquares = 0;
        long rightSquares = 0;
        foreach (int count in totals)
        {
            rightSquares += (long)count * count;
        }

        int left = 0;
        int cut = 0;
        int cutRows = 0;
        double score = best.Score;
        for (int i = 0; i < used - 1; i++)
        {
            int count = counts[order[i]];
            foreach (int which in sorted.AsSpan(left, count))
            {
                int here = leftCounts[which]++;
                leftSquares += (2 * here) + 1;
                rightSquares -= (2 * (totals[which] - here)) - 1;
            }

            left += count;
            if (left >= minRows && rows - left >= minRows)
            {
                double here = (leftSquares / (double)left) + (rightSquares / (double)(rows - left));
                if (here > score)
                {
                    (score, cut, cutRows) = (here, i + 1, left);
                }
            }
        }

        Take(column, cut, cutRows, rows, score, ref best);
    }

    // Classes of the rows, grouped by bin in the order of bins.
    private void Sort(byte[] bins, ReadOnlySpan<int> rows, int used)
    {
        int sum = 0;
        for (int i = 0; i < used; i++)
        {
            ends[order[i]] = sum;
            sum += counts[order[i]];
        }

        int[] classes = target.Classes!;
        foreach (int row in rows)
        {
            sorted[ends[bins[row]]++] = classes[row];
        }
    }

    // Scores of categories and classes are averages of each other, which converges to the first axis (Hill 1973).
    private void ByReciprocalAveraging(byte[] bins, ReadOnlySpan<int> rows, int used)
    {
        int[] classes = target.Classes!;
        Array.Clear(scores);
        scores[Array.IndexOf(totals, totals.Max())] = 1;
        int rounds = target.ClassCount > 2 ? Averagings : 1;
        for (int round = 0; round < rounds; round++)
        {
            double mean = 0;
            for (int k = 0; k < scores.Length; k++)
            {
                mean += scores[k] * totals[k] / rows.Length;
            }

            for (int i = 0; i < used; i++)
            {
                sums[order[i]] = 0;
            }

            foreach (int row in rows)
            {
                sums[bins[row]] += scores[classes[row]] - mean;
            }

            for (int i = 0; i < used; i++)
            {
                sums[order[i]] /= counts[order[i]] + CategorySmoothing;
            }

            if (round == rounds - 1)
            {
                break;
            }

            Array.Clear(classSums);
            foreach (int row in rows)
            {
                classSums[classes[row]] += sums[bins[row]];
            }

            double largest = 0;
            for (int k = 0; k < scores.Length; k++)
            {
                scores[k] = totals[k] > 0 ? classSums[k] / totals[k] : 0;
                largest = Math.Max(largest, Math.Abs(scores[k]));
            }

            for (int k = 0; k < scores.Length && largest > 0; k++)
            {
                scores[k] /= largest;
            }
        }

        for (int i = 0; i < used; i++)
        {
            keys[i] = sums[order[i]];
            sums[order[i]] = 0;
        }

        keys.AsSpan(0, used).Sort(order.AsSpan(0, used));
    }

    private void Take(int column, int cut, int cutRows, int rows, double score, ref NodeSplit best)
    {
        if (cut == 0)
        {
            return;
        }

        var predictor = predictors[column];
        int missing = predictor.Count;
        bool leftIsLarger = 2 * cutRows > rows;
        BinSet left = default;
        if (predictor.IsCategory)
        {
            for (int i = 0; i < cut; i++)
            {
                left.Add(order[i]);
            }

            // Categories without rows in the node go to the side with more rows.
            for (int bin = 0; bin <= missing && leftIsLarger; bin++)
            {
                if (counts[bin] == 0)
                {
                    left.Add(bin);
                }
            }
        }
        else
        {
            bool missingFirst = order[0] == missing;
            int below = missingFirst && cut == 1 ? -1 : order[cut - 1];
            int above = order[cut];
            left = BinSet.First(above == missing ? missing : ((below + above) / 2) + 1);
            if (missingFirst || (counts[missing] == 0 && leftIsLarger))
            {
                left.Add(missing);
            }
        }

        best = new NodeSplit(score, column, left, cutRows);
    }

    private void MissingFirst(int used)
    {
        int missing = order[used - 1];
        order.AsSpan(0, used - 1).CopyTo(order.AsSpan(1));
        order[0] = missing;
    }

    private int Order(BinSet occupied)
    {
        int used = 0;
        for (int word = 0; word < 4; word++)
        {
            for (ulong bits = occupied[word]; bits != 0; bits &= bits - 1)
            {
                order[used++] = (word * 64) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return used;
    }
}
