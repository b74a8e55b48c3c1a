using Likeness.Compute.Cpu;
using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Rows in random groups, for the kernel distance: its bootstrap resamples groups, and needs only sums over pairs of these.</summary>
internal sealed class KernelGroups
{
    private const int MaxGroups = 50;

    private readonly PointCloud[] groups;
    private readonly Lazy<double[,]> within;

    /// <summary>Divides rows into groups.</summary>
    /// <param name="cloud">The rows; at least two.</param>
    /// <param name="max">The maximum number of rows: the distance is unbiased, and its cost quadratic.</param>
    /// <param name="random">Chooses the rows.</param>
    /// <param name="data">The evaluation, for threads.</param>
    public KernelGroups(PointCloud cloud, int max, PhiloxRandom random, EvaluationData data)
    {
        int[] order = random.Permutation(cloud.RowCount)[..Math.Min(max, cloud.RowCount)];
        int count = Math.Min(MaxGroups, order.Length);
        groups =
        [
            .. Enumerable
                .Range(0, count)
                .Select(group =>
                    cloud.TakeRows(
                        order.AsSpan(
                            (int)((long)group * order.Length / count)..(int)((group + 1L) * order.Length / count)
                        )
                    )
                ),
        ];
        within = new(() => Sums(groups, groups, data, isOwn: true));
    }

    public int Count => groups.Length;

    public int Rows(int group) => groups[group].RowCount;

    /// <summary>Sums over pairs of different rows: [group, group].</summary>
    public double[,] Within => within.Value;

    /// <summary>Sums over pairs of rows of two samples: [group of the first, group of the second].</summary>
    public static double[,] Between(KernelGroups first, KernelGroups second, EvaluationData data) =>
        Sums(first.groups, second.groups, data, isOwn: false);

    private static double[,] Sums(PointCloud[] first, PointCloud[] second, EvaluationData data, bool isOwn)
    {
        var sums = new double[first.Length, second.Length];
        data.Parallel(
            first.Length,
            i =>
            {
                for (int j = isOwn ? i : 0; j < second.Length; j++)
                {
                    double sum = PolynomialKernel.Sum(first[i], second[j]);
                    sums[i, j] = isOwn && i == j ? sum - PolynomialKernel.SumOfOwn(first[i]) : sum;
                }
            }
        );
        for (int i = 0; isOwn && i < first.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sums[i, j] = sums[j, i];
            }
        }

        return sums;
    }
}
