using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>Grows a tree depth first until no split is allowed.</summary>
internal static class TreeGrowth
{
    private const double Tiny = 1e-9;

    /// <summary>Grows a tree on all rows.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="size">The smallest number of rows of a leaf, and how splits are compared.</param>
    /// <param name="cancellationToken">Stops at the next split.</param>
    public static GrownTree Grow(TreeRows train, TreeSize size, CancellationToken cancellationToken)
    {
        var (predictors, target, rows) = (train.Predictors, train.ToTarget(size.BySpread), train.Codes.Length);
        var search = new SplitSearch(predictors, target, rows, size.MinRows);
        var partition = new RowPartition(0, rows);
        partition.Reset();
        var nodes = new List<GrownNode> { new(0, rows, 0, -1, default, 0, 0) };
        var waiting = new Stack<int>([0]);
        while (waiting.TryPop(out int index))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = nodes[index];
            var split = search.Find(partition.Part(node.Start, node.Rows));
            if (split.Column < 0)
            {
                continue;
            }

            int left = partition.Divide(node.Start, node.Rows, predictors[split.Column].Bins, split.Left);
            var (gain, parameters) = Gain(
                target,
                partition.Part(node.Start, left),
                partition.Part(node.Start + left, node.Rows - left)
            );
            if (gain <= 0)
            {
                continue;
            }

            nodes[index] = node with
            {
                Left = nodes.Count,
                Column = split.Column,
                Bins = split.Left,
                Gain = gain,
                Parameters = parameters,
            };
            waiting.Push(nodes.Count);
            waiting.Push(nodes.Count + 1);
            nodes.Add(new(node.Start, left, 0, -1, default, 0, 0));
            nodes.Add(new(node.Start + left, node.Rows - left, 0, -1, default, 0, 0));
        }

        return new GrownTree([.. nodes], partition.Part(0, rows).ToArray());
    }

    // The gain in log-likelihood: of class frequencies, or of normal distributions with a common variance or their own. Beside the cut, a side has a frequency of its
    // own for each class of the node but one, or a mean, and perhaps a variance.
    private static (double Gain, int Parameters) Gain(
        TreeTarget target,
        ReadOnlySpan<int> left,
        ReadOnlySpan<int> right
    )
    {
        if (target.Classes is { } classes)
        {
            Span<int> counts =
                target.ClassCount <= 256 ? stackalloc int[target.ClassCount] : new int[target.ClassCount];
            Span<int> all = target.ClassCount <= 256 ? stackalloc int[target.ClassCount] : new int[target.ClassCount];
            counts.Clear();
            foreach (int row in left)
            {
                counts[classes[row]]++;
            }

            counts.CopyTo(all);
            double gain = LogLikelihood(counts, left.Length);
            counts.Clear();
            foreach (int row in right)
            {
                counts[classes[row]]++;
                all[classes[row]]++;
            }

            gain += LogLikelihood(counts, right.Length) - LogLikelihood(all, left.Length + right.Length);
            return (gain, all.Length - all.Count(0));
        }

        var (leftSum, leftSquares) = Sums(target.Numbers!, left);
        var (rightSum, rightSquares) = Sums(target.Numbers!, right);
        int rows = left.Length + right.Length;
        double sum = leftSum + rightSum;
        double squares = leftSquares + rightSquares;
        double before = squares - (sum * sum / rows);
        double after = squares - (leftSum * leftSum / left.Length) - (rightSum * rightSum / right.Length);
        if (target.BySpread)
        {
            double variance = before / rows;
            double ofLeft = TreeTarget.Spread(left.Length, leftSquares - (leftSum * leftSum / left.Length), variance);
            double ofRight = TreeTarget.Spread(
                right.Length,
                rightSquares - (rightSum * rightSum / right.Length),
                variance
            );
            return ((TreeTarget.Spread(rows, before, variance) - ofLeft - ofRight) / 2, 3);
        }

        double rounding = Tiny * squares;
        return (before <= rounding ? 0 : rows / 2.0 * Math.Log(before / Math.Max(after, rounding)), 2);
    }

    private static (double Sum, double Squares) Sums(float[] numbers, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        double squares = 0;
        foreach (int row in rows)
        {
            double number = numbers[row];
            sum += number;
            squares += number * number;
        }

        return (sum, squares);
    }

    private static double LogLikelihood(ReadOnlySpan<int> counts, int rows)
    {
        double sum = -rows * Math.Log(rows);
        foreach (int count in counts)
        {
            sum += count > 0 ? count * Math.Log(count) : 0;
        }

        return sum;
    }
}
