using MathNet.Numerics;

namespace Likeness.Evaluation.Novelty;

/// <summary>
/// C_T, the three-sample test: do generated rows lie closer to training rows than test rows do? In each cluster of the data it is
/// the Mann–Whitney z of the distances to the closest training row, averaged with the test rows' fractions as weights. Meehan et al.
/// 2020, arXiv 2004.05675, sections 3 and 4.1. The baseline permutes the kinds within each cluster.
/// </summary>
internal sealed class CopyTest : IMetric
{
    private const int Min = 10; // minimum rows of each kind in a cluster, for the normal approximation

    public string Name => "Copy test C_T";

    public string Summary =>
        "0 is best; below −3 the samples lie too close to training rows, above 3 too far from them.";

    public string Source => "Meehan et al. 2020, arXiv 2004.05675, eq. 2 and section 4.1";

    public string Unit => "standard errors";

    public Better Better => Better.NearBaseline;

    public MetricGroup Group => MetricGroup.Novelty;

    public Interval Range { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        if (data.Test is null)
        {
            return [];
        }

        (double[] Unseen, double[] Made)[] cells = [.. Cells(data)];
        if (cells.Length == 0)
        {
            return [];
        }

        double value = Statistic(cells);
        var resampled = new double[data.Settings.Resamples];
        data.Parallel(
            resampled.Length,
            i =>
            {
                var random = data.Random(EvaluationStream.BootstrapRows, i);
                resampled[i] = Statistic([.. cells.Select(cell => (Sampled(cell.Unseen), Sampled(cell.Made)))]);

                double[] Sampled(double[] rows) => [.. rows.Select(_ => rows[random.NextInt(rows.Length)])];
            }
        );
        var repeats = new double[data.Settings.BaselineRepeats];
        data.Parallel(
            repeats.Length,
            i =>
            {
                var random = data.Random(EvaluationStream.Memberships, i);
                repeats[i] = Statistic([.. cells.Select(cell => Mixed(cell.Unseen, cell.Made, random))]);
            }
        );
        return
        [
            this.Result(value) with
            {
                Interval = Spread.Interval(value, resampled),
                Baseline = Spread.Baseline(
                    repeats,
                    cells.Sum(cell => cell.Unseen.Length),
                    cells.Sum(cell => cell.Made.Length)
                ),
                PValue = 0.5 * SpecialFunctions.Erfc(-value / Math.Sqrt(2)),
                Note = $"{cells.Length} clusters; the p-value is one-sided, for samples too close to training rows",
            },
        ];
    }

    /// <summary>The mean z over clusters, weighted by their test rows: large if generated rows lie farther away.</summary>
    internal static double Statistic((double[] Unseen, double[] Made)[] cells)
    {
        double sum = 0,
            weights = 0;
        foreach ((double[] unseen, double[] made) in cells)
        {
            double m = made.Length,
                n = unseen.Length;
            double deviation = Math.Sqrt((n + m + 1) / (12 * n * m));
            sum += n * (RocAuc.Compute(unseen, made) - 0.5) / deviation;
            weights += n;
        }

        return sum / weights;
    }

    private static IEnumerable<(double[] Unseen, double[] Made)> Cells(EvaluationData data)
    {
        RealCells cells = data.Cells;
        ILookup<int, int> unseen = Enumerable.Range(0, data.Test!.RowCount).ToLookup(row => cells.OfReal[row]);
        ILookup<int, int> made = Enumerable.Range(0, data.Generated.RowCount).ToLookup(row => cells.OfGenerated[row]);
        return Enumerable
            .Range(0, cells.Count)
            .Where(cell => unseen[cell].Count() >= Min && made[cell].Count() >= Min)
            .Select(cell =>
                (
                    unseen[cell].Select(row => data.Records.Baseline[row]).ToArray(),
                    made[cell].Select(row => data.Records.Generated[row]).ToArray()
                )
            );
    }

    private static (double[] Unseen, double[] Made) Mixed(
        double[] unseen,
        double[] made,
        Compute.Cpu.PhiloxRandom random
    )
    {
        double[] all = [.. unseen, .. made];
        double[] mixed = [.. random.Permutation(all.Length).Select(place => all[place])];
        return (mixed[..unseen.Length], mixed[unseen.Length..]);
    }
}
