using System.Runtime.Intrinsics;

namespace Likeness.Evaluation.Support;

/// <summary>
/// 1 − 2 ∫ |R_β − β| dβ, R_β the share of real rows that have a row of the generated ones' β-support within their distance to
/// their k-th nearest real row. Alaa et al. 2022, arXiv 2102.08921, equations 4, 6 and 9, integrated exactly.
/// </summary>
internal sealed class BetaRecall : IMetric
{
    private const int MostRepeats = 10; // each repeat searches all pairs again

    public string Name => "β-recall";

    public string Summary =>
        "Near the floor: typical and rare real rows alike have samples nearby; low: rare ones are left out.";

    public string Source =>
        "Alaa et al. 2022, arXiv 2102.08921, eq. 4, 6 and 9 (times 2, as there); supports are balls around the mean of standardised columns";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        Resamples draws = data.Resamples;
        double[] levels = Levels(data.ReferenceRows, data.GeneratedRows, data);
        double[] repeats =
            draws.ReferenceRows < 2
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, Math.Min(MostRepeats, draws.Splits.Length))
                        .Select(i =>
                            Levels(
                                data.Pooled.Select(draws.SplitReference(i)),
                                data.Pooled.Select(draws.SplitOther(i)),
                                data
                            )
                        )
                        .Select(split => SupportLevels.Score(split)),
                ];
        return
        [
            this.Result(SupportLevels.Score(levels)) with
            {
                Interval = RowStatistic.Interval(data, levels, SupportLevels.Score),
                Floor = draws.Floor(repeats),
                Note = $"k = {Neighbours(data.Reference.Rows, data)}",
            },
        ];
    }

    /// <summary>The least β at which each real row has a row of the generated ones' support nearby; +∞ where none comes near.</summary>
    internal static double[] Levels(PointCloud real, PointCloud generated, EvaluationData data)
    {
        int k = Neighbours(real.Rows, data);
        NearestNeighbours own = NearestNeighbours.Find(real, real, k, excludeSelf: true, data);
        double[] supports = SupportLevels.Of(generated, generated);
        var levels = new double[real.Rows];
        data.Parallel(
            levels.Length,
            row => levels[row] = Least(real, row, own.Squared(row, k - 1), generated, supports)
        );
        return levels;
    }

    private static int Neighbours(int rows, EvaluationData data) => Math.Min(data.Settings.Neighbours, rows - 1);

    private static double Least(PointCloud real, int row, double radius, PointCloud generated, double[] supports)
    {
        Span<double> point = stackalloc double[real.Width];
        real.CopyRow(row, point);
        Vector512<double> reach = Vector512.Create(radius);
        double least = double.PositiveInfinity;
        for (int first = 0; first < generated.Rows; first += PointCloud.Lanes)
        {
            Vector512<double> distances = generated.SquaredDistances(point, first);
            if (!Vector512.LessThanOrEqualAny(distances, reach))
            {
                continue;
            }

            for (int lane = 0; lane < Math.Min(PointCloud.Lanes, generated.Rows - first); lane++)
            {
                least = distances[lane] <= radius ? Math.Min(least, supports[first + lane]) : least;
            }
        }

        return least;
    }
}
