namespace Likeness.Evaluation;

/// <summary>
/// The area under the ROC curve: the probability that a positive row scores above a negative one, ties counted half (the
/// Mann–Whitney statistic over the number of pairs; Hanley and McNeil 1982, Radiology 143).
/// </summary>
internal static class RocAuc
{
    public static double Compute(ReadOnlySpan<double> negatives, ReadOnlySpan<double> positives)
    {
        double[] sorted = negatives.ToArray();
        Array.Sort(sorted);
        double above = 0;
        foreach (double score in positives)
        {
            above += (Below(sorted, score, orEqual: false) + Below(sorted, score, orEqual: true)) / 2.0;
        }

        return above / ((double)negatives.Length * positives.Length);
    }

    /// <summary>The area, from the sum of the positives' ranks among all rows.</summary>
    public static double FromRanks(double sum, int positives, int negatives) =>
        (sum - (positives * (positives + 1.0) / 2)) / ((double)positives * negatives);

    /// <summary>The number of sorted values below a value (or equal to it).</summary>
    public static int Below(double[] sorted, double value, bool orEqual)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool below = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = below ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
