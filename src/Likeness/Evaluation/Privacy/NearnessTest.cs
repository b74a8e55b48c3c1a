using Likeness.Evaluation.Novelty;

namespace Likeness.Evaluation.Privacy;

/// <summary>Computes <see cref="NearerToTrain"/>.</summary>
internal static class NearnessTest
{
    // Rows are shuffled, so that chance decides which of several equally near rows a list of neighbours omits.
    private const int Neighbours = 6;
    private const int Permutations = 999;

    /// <summary>The fraction and its test; null without test rows.</summary>
    public static NearerToTrain? Compute(EvaluationData data)
    {
        if (data.Test is not { } test)
        {
            return null;
        }

        int each = Math.Min(test.RowCount, data.Train.RowCount);
        var random = data.Random(EvaluationStream.Nearness);
        int[] unseen = random.Permutation(test.RowCount)[..each];
        int[] trained = [.. random.Permutation(data.Train.RowCount)[..each].Select(row => test.RowCount + row)];
        int[] real = [.. unseen, .. trained];
        int[] order = random.Permutation(real.Length);
        int k = Math.Min(Neighbours, real.Length);
        var found = NearestNeighbours.Find(
            data.GeneratedRows,
            data.Pooled.TakeRows([.. order.Select(place => real[place])]),
            k,
            excludeSelf: false,
            data
        );
        int[][] nearest = Nearest(found);
        bool[] isTraining = [.. order.Select(place => place >= each)];
        double[] rows = [.. nearest.Select(list => Nearer(list, isTraining))];
        double fraction = Spread.Mean(rows);
        var permuted = new double[Permutations];
        data.Parallel(
            Permutations,
            i =>
            {
                int[] shuffled = data.Random(EvaluationStream.Nearness, i + 1).Permutation(isTraining.Length);
                bool[] labels = [.. shuffled.Select(place => isTraining[place])];
                permuted[i] = nearest.Sum(list => Nearer(list, labels)) / nearest.Length;
            }
        );
        return new NearerToTrain(
            fraction,
            RowStatistic.Interval(data, rows, Spread.Mean),
            (1.0 + permuted.Count(chance => chance >= fraction)) / (1 + Permutations),
            each,
            rows.Length
        );
    }

    // All rows at the smallest distance.
    private static int[][] Nearest(NearestNeighbours found) =>
        [
            .. NearestReal
                .Create(found.Rows, found.K, (row, rank) => Math.Sqrt(found.Squared(row, rank)), found.Index)
                .TiedRows(NearestRecords.SameRow),
        ];

    private static double Nearer(int[] nearest, bool[] isTraining)
    {
        int trained = 0;
        foreach (int row in nearest)
        {
            trained += isTraining[row] ? 1 : 0;
        }

        return trained == nearest.Length ? 1
            : trained == 0 ? 0
            : 0.5;
    }
}
