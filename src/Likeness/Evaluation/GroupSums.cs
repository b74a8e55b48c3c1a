namespace Likeness.Evaluation;

/// <summary>Sums of a kernel over all pairs of rows, for each pair of groups. One pass, symmetric half, bounded memory.</summary>
internal sealed class GroupSums
{
    private readonly double[] sums; // [Count][Count]
    private readonly RowGroups groups;

    private GroupSums(RowGroups groups)
    {
        this.groups = groups;
        sums = new double[groups.Count * groups.Count];
    }

    public double this[int first, int second] => sums[(first * groups.Count) + second];

    public ReadOnlySpan<double> Row(int group) => sums.AsSpan(group * groups.Count, groups.Count);

    /// <summary>Sums a kernel over the rows of a cloud.</summary>
    /// <param name="pooled">All rows, in the pooled order.</param>
    /// <param name="data">The evaluation, for groups and threads.</param>
    /// <param name="kernel">The kernel.</param>
    public static GroupSums Compute<TKernel>(PointCloud pooled, EvaluationData data, TKernel kernel)
        where TKernel : struct, IPairKernel
    {
        RowGroups groups = data.Groups;
        PointCloud ordered = pooled.TakeRows(groups.Order);
        var result = new GroupSums(groups);
        data.Parallel(groups.Count, group => result.AddFrom(ordered, group, kernel));
        return result;
    }

    // One task owns every pair whose first group is this one, so that the order of summation does not depend on the threads.
    private void AddFrom<TKernel>(PointCloud rows, int group, TKernel kernel)
        where TKernel : struct, IPairKernel
    {
        int count = groups.Count;
        for (int other = group; other < count; other++)
        {
            double total = KernelBlock.Sum(rows, RangeOf(group), RangeOf(other), kernel);
            sums[(group * count) + other] = total;
            sums[(other * count) + group] = total;
        }
    }

    private Range RangeOf(int group) => groups.Starts[group]..groups.Starts[group + 1];
}
