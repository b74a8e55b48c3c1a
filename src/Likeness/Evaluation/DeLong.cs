namespace Likeness.Evaluation;

/// <summary>
/// The sampling variance of the area under a ROC curve: DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837. Cross-fitted
/// scores are treated as those of one classifier. Where several rows belong to one subject, subjects and not rows are independent: Obuchowski 1997, Biometrics 53:567.
/// </summary>
internal static class DeLong
{
    // The 95 % quantile of the standard normal distribution.
    private const double Quantile = 1.6448536269514722;

    /// <summary>The 90 % interval of the area, cut to [0, 1]; null with fewer than two rows of either class.</summary>
    /// <param name="negatives">The scores of one class.</param>
    /// <param name="positives">The scores of the class that should score higher.</param>
    /// <param name="subjects">The subject of each negative, then of each positive, none of them of both; null where each row is one of its own.</param>
    public static Interval? Interval(
        ReadOnlySpan<double> negatives,
        ReadOnlySpan<double> positives,
        double[]? subjects = null
    )
    {
        if (negatives.Length < 2 || positives.Length < 2)
        {
            return null;
        }

        double area = RocAuc.Compute(negatives, positives);
        double half = Quantile * Math.Sqrt(Variance(negatives, positives, subjects));
        return new Interval(Math.Max(0, area - half), Math.Min(1, area + half));
    }

    /// <summary>The variance of the area: for each class, the variance of its placements among the other class divided by its number of rows.</summary>
    /// <param name="negatives">The scores of one class; at least two.</param>
    /// <param name="positives">The scores of the other class; at least two.</param>
    /// <param name="subjects">The subject of each negative, then of each positive; null where each row is one of its own.</param>
    public static double Variance(
        ReadOnlySpan<double> negatives,
        ReadOnlySpan<double> positives,
        double[]? subjects = null
    ) =>
        VarianceOfPlacements(positives, negatives, subjects?[negatives.Length..])
        + VarianceOfPlacements(negatives, positives, subjects?[..negatives.Length]);

    // A row's placement is the fraction of the other class's rows below it, ties counted half. For the other class it is 1 minus
    // that fraction, which has the same variance.
    private static double VarianceOfPlacements(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> others,
        double[]? subjects
    )
    {
        double[] sorted = others.ToArray();
        Array.Sort(sorted);
        var placements = new double[scores.Length];
        for (int i = 0; i < placements.Length; i++)
        {
            int below = RocAuc.Below(sorted, scores[i], orEqual: false);
            int notAbove = RocAuc.Below(sorted, scores[i], orEqual: true);
            placements[i] = (below + notAbove) / (2.0 * sorted.Length);
        }

        double mean = Spread.Mean(placements);
        double[] deviations = Array.ConvertAll(placements, placement => placement - mean);
        double[] sums = subjects is null
            ? deviations
            : [.. deviations.Zip(subjects).GroupBy(one => one.Second, one => one.First).Select(own => own.Sum())];
        double squares = sums.Sum(sum => sum * sum);
        double rows = placements.Length;
        // One subject may have any area.
        return sums.Length < 2 ? 0.25 : squares / (rows * rows) * sums.Length / (sums.Length - 1);
    }
}
