namespace Likeness.Models.Trees;

/// <summary>How large the tree of a column is.</summary>
/// <param name="MinRows">The smallest number of rows of a leaf.</param>
/// <param name="MinGain">The smallest log-likelihood that a split gains, in nats.</param>
internal readonly record struct TreeSize(int MinRows, double MinGain);

/// <summary>Fits the tree of one column.</summary>
internal static class ColumnFitting
{
    // Numbers with at most so many distinct values are classes.
    public static int FewValues = 16;
    public static bool RankTarget = true;

    public static TreeTarget Target(ColumnLevels levels, int[] codes)
    {
        if (levels.IsCategory || levels.Count <= FewValues)
        {
            return new TreeTarget(codes, levels.Count + 1, null);
        }

        var numbers = Array.ConvertAll(
            codes,
            code =>
                code == levels.Missing ? 0
                : RankTarget ? (float)((levels.Before(code) + (levels.RowsOf(code) / 2.0)) / levels.Rows - .5)
                : (levels.Values[code] - levels.Values[0]) / (levels.Values[^1] - levels.Values[0])
        );
        return new TreeTarget(null, 0, numbers);
    }

    private static readonly double[] Discounts = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];

    /// <summary>Chooses the smoothing of a tree on validation rows, and returns their log-likelihood.</summary>
    /// <param name="tree">The tree; receives the smoothing.</param>
    /// <param name="leaves">The leaf of each validation row.</param>
    /// <param name="codes">The code of each validation row.</param>
    /// <param name="within">The log-density within the code.</param>
    /// <param name="background">The log-density of the background.</param>
    public static double ChooseSmoothing(DonorTree tree, int[] leaves, int[] codes, double[] within, double background)
    {
        int n = leaves.Length;
        double floor = Math.Exp(background);
        var inside = Array.ConvertAll(within, Math.Exp);
        var smooth = new double[n];
        var own = new double[n];
        for (int i = 0; i < n; i++)
        {
            smooth[i] = tree.Interpolated(leaves[i], codes[i]);
        }

        var best = (Log: double.NegativeInfinity, Smoothing: default(Smoothing));
        var chains = new List<(int, int, int)>();
        var ends = new int[n];
        for (int i = 0; i < n; i++)
        {
            for (int node = leaves[i]; node >= 0; node = tree.Back(node))
            {
                chains.Add(tree.Counts(node, codes[i]));
            }

            ends[i] = chains.Count;
        }

        foreach (double discount in Discounts)
        {
            for (int i = 0, at = 0; i < n; i++)
            {
                double weight = 1;
                double p = 0;
                for (; at < ends[i]; at++)
                {
                    var (count, different, all) = chains[at];
                    p += weight * (at == ends[i] - 1 ? count : Math.Max(count - discount, 0)) / all;
                    weight *= discount * different / all;
                }

                own[i] = p;
            }

            double share = tree.Interpolates ? 0.5 : 0;
            double log = 0;
            for (int round = 0; round < (tree.Interpolates ? 15 : 1); round++)
            {
                double sum = 0;
                log = 0;
                for (int i = 0; i < n; i++)
                {
                    double part = share * smooth[i] * inside[i];
                    double total = ((1 - share) * own[i] * inside[i]) + part + floor;
                    log += Math.Log(total);
                    sum += part / (total - floor + 1e-300);
                }

                if (round < 14) share = tree.Interpolates ? sum / n : 0;
            }

            if (log > best.Log) best = (log, new Smoothing(discount, share));
        }

        tree.Smoothing = best.Smoothing;
        return best.Log;
    }
}
