namespace Likeness.Evaluation;

/// <summary>
/// Rows in random groups of equal size. Bootstrap, permutations and real-vs-real
/// splits of a pairwise statistic need only sums over pairs of groups: groups, not rows, are resampled.
/// </summary>
internal sealed class RowGroups
{
    private const int WantedGroups = 50;
    private const int MaxGroups = 600;

    public RowGroups(EvaluationData data)
    {
        int reference = data.Reference.RowCount;
        int real = data.RealRows;
        int all = real + data.Generated.RowCount;
        Size = SizeFor(Math.Min(reference, data.Generated.RowCount), all);

        Order = new int[all];
        var starts = new List<int> { 0 };
        Fill(data, 0, reference, starts);
        Reference = starts.Count - 1;
        Fill(data, reference, real, starts);
        Real = starts.Count - 1;
        Fill(data, real, all, starts);
        Starts = [.. starts];
    }

    /// <summary>Rows per group; the last group of each sample may be smaller.</summary>
    public int Size { get; }

    /// <summary>Rows of the pooled samples, group by group.</summary>
    public int[] Order { get; }

    /// <summary>The start of each group in <see cref="Order"/>, and the end: [Count + 1].</summary>
    public int[] Starts { get; }

    /// <summary>Groups 0 … Reference − 1 hold the reference rows.</summary>
    public int Reference { get; }

    /// <summary>Groups 0 … Real − 1 hold real rows; the generated ones follow.</summary>
    public int Real { get; }

    public int Count => Starts.Length - 1;

    public int Rows(int group) => Starts[group + 1] - Starts[group];

    // Sizes are multiples of eight for large samples, so that vectors have no unused lanes.
    private static int SizeFor(int smallest, int all)
    {
        int size = Math.Max(1, Math.Max(smallest / WantedGroups, (all + MaxGroups - 1) / MaxGroups));
        return size < PointCloud.Lanes / 2 ? size : (size + PointCloud.Lanes - 1) / PointCloud.Lanes * PointCloud.Lanes;
    }

    private void Fill(EvaluationData data, int from, int to, List<int> starts)
    {
        int[] permutation = data.Random(EvaluationStream.Groups, starts.Count).Permutation(to - from);
        for (int i = 0; i < permutation.Length; i++)
        {
            Order[from + i] = from + permutation[i];
        }

        for (int end = from + Size; end < to; end += Size)
        {
            starts.Add(end);
        }

        if (to > from)
        {
            starts.Add(to);
        }
    }
}
