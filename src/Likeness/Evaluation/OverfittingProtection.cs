namespace Likeness.Evaluation;

/// <summary>
/// min(1, 2·(1 − share of generated rows that are closer to the training rows than to the held-out rows)). The larger of
/// the two real samples is cut into random pieces of the smaller one's size, at most five, and the share is their mean.
/// </summary>
internal sealed class OverfittingProtection : IMetric
{
    private const int MostPieces = 5;

    public string Name => "DCR overfitting protection";

    public string Summary => "1 means the samples lie no closer to training rows than to unseen ones; 0 means copies.";

    public string Source => "SDMetrics, DCROverfittingProtection, with distances in training standard deviations";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Novelty;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        if (data.HeldOut is null)
        {
            return [];
        }

        PointCloud pooled = data.Pooled;
        int held = data.HeldOut.Rows;
        int[] generated = [.. Enumerable.Range(data.RealRows, data.Generated.Rows)];
        int[] train = [.. Enumerable.Range(held, data.Train.Rows)];
        int[] heldOut = [.. Enumerable.Range(0, held)];
        double[] closer = CloserToTrain(data, pooled, train, heldOut, generated, 0);
        double value = Score(closer);

        // For the floor real rows play all three parts.
        int size = Math.Min(held, data.RealRows / 3);
        int others = Math.Min(data.Generated.Rows, data.RealRows - (2 * size));
        double[] repeats = size == 0 ? [] : new double[data.Settings.FloorRepeats];
        for (int i = 0; i < repeats.Length; i++)
        {
            int[] order = data.Random(RandomUse.Splits, i).Permutation(data.RealRows);
            repeats[i] = Score(
                CloserToTrain(data, pooled, order[..size], order[size..(2 * size)], order[^others..], i + 1)
            );
        }

        return
        [
            this.Result(value) with
            {
                Interval = RowStatistic.Interval(data, closer, Score),
                Floor = Spread.Floor(repeats, size, others),
                Note = $"{Spread.Mean(closer):P1} of the generated rows are closer to training rows (50 % is ideal)",
            },
        ];
    }

    /// <summary>For each generated row, the share of comparisons in which a training row is strictly closer.</summary>
    internal static double[] CloserToTrain(
        EvaluationData data,
        PointCloud pooled,
        int[] train,
        int[] heldOut,
        int[] generated,
        int index
    )
    {
        int size = Math.Min(train.Length, heldOut.Length);
        int[][] trainPieces = Pieces(data, train, size, 2 * index);
        int[][] heldPieces = Pieces(data, heldOut, size, (2 * index) + 1);
        PointCloud rows = pooled.Select(generated);
        double[][] toTrain = [.. trainPieces.Select(piece => Nearest(data, rows, pooled.Select(piece)))];
        double[][] toHeld = [.. heldPieces.Select(piece => Nearest(data, rows, pooled.Select(piece)))];
        var closer = new double[generated.Length];
        for (int row = 0; row < closer.Length; row++)
        {
            closer[row] = toTrain.Average(near => toHeld.Average(far => near[row] < far[row] ? 1.0 : 0.0));
        }

        return closer;
    }

    private static double Score(ReadOnlySpan<double> closer) => Math.Min(1, 2 * (1 - Spread.Mean(closer)));

    private static double[] Nearest(EvaluationData data, PointCloud rows, PointCloud targets)
    {
        NearestNeighbours found = NearestNeighbours.Find(rows, targets, 1, excludeSelf: false, data);
        return [.. Enumerable.Range(0, rows.Rows).Select(row => found.Squared(row, 0))];
    }

    private static int[][] Pieces(EvaluationData data, int[] rows, int size, int index)
    {
        int[] order = data.Random(RandomUse.TrainSubsample, index).Permutation(rows.Length);
        int[] shuffled = [.. order.Select(place => rows[place])];
        return [.. shuffled.Chunk(size).Where(piece => piece.Length == size).Take(MostPieces)];
    }
}
