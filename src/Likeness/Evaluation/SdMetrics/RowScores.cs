using Likeness.Data;

namespace Likeness.Evaluation.SdMetrics;

/// <summary>SDMetrics 0.32's scores of whole rows.</summary>
internal static class RowScores
{
    // Of the generated value: the tolerance within which a real number matches.
    private const double Tolerance = 0.01;

    /// <summary>
    /// NewRowSynthesis: the fraction of generated rows that no real row matches in every column. Numbers and times (seconds since 1970) match within
    /// one per cent of the generated value, all others if they are equal, and a missing cell matches a missing cell.
    /// </summary>
    public static double NewRowSynthesis(
        Table real,
        Table generated,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        // Columns that exclude most rows come first.
        int[] order =
        [
            .. Enumerable
                .Range(0, real.Width)
                .OrderByDescending(column => real.ColumnValues(column).Distinct().Count()),
        ];
        var isNew = new bool[generated.RowCount];
        Parallel.For(
            0,
            isNew.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            row => isNew[row] = !HasMatch(real, generated, row, order)
        );
        return isNew.Count(one => one) / (double)isNew.Length;
    }

    /// <summary>
    /// DCROverfittingProtection: min(1, 2(1 − p)), p the fraction of generated rows strictly nearer to the training rows. Unequal numbers of training
    /// and held-out rows bias it.
    /// </summary>
    /// <param name="toTrain">The distance of each generated row to its closest training row.</param>
    /// <param name="toHoldout">The distance of each generated row to its closest held-out row.</param>
    public static double OverfittingProtection(double[] toTrain, double[] toHoldout) =>
        Math.Min(1, 2 * (1 - NearerToTrain(toTrain, toHoldout)));

    /// <summary>The fraction of generated rows strictly nearer to the training rows.</summary>
    public static double NearerToTrain(double[] toTrain, double[] toHoldout) =>
        toTrain.Zip(toHoldout).Count(pair => pair.First < pair.Second) / (double)toTrain.Length;

    private static bool HasMatch(Table real, Table generated, int row, int[] order)
    {
        int first = order[0];
        for (int i = 0; i < real.RowCount; i++)
        {
            if (
                Matches(real, i, generated, row, first)
                && Array.TrueForAll(order, column => Matches(real, i, generated, row, column))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(Table real, int i, Table generated, int row, int column)
    {
        double r = real[i, column],
            s = generated[row, column];
        return double.IsNaN(r) || double.IsNaN(s) ? double.IsNaN(r) && double.IsNaN(s)
            : real.Columns[column].Kind.IsNumeric ? Math.Abs(r - s) <= Tolerance * Math.Abs(s)
            : r == s;
    }
}
