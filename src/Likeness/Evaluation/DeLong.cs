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

    /// <summary>
    /// The 90 % interval of the mean over classes of the area of one against all others, cut to [0, 1]; null without two classes of two rows. A row's placements
    /// in all of these areas are correlated: the variance is that of the sum of its contributions.
    /// </summary>
    /// <param name="scores">Of each class, of each row: [classes][rows].</param>
    /// <param name="targets">The class of each row.</param>
    public static Interval? MacroInterval(double[][] scores, double[] targets)
    {
        double[] contributions = new double[targets.Length];
        double[] areas =
        [
            .. Enumerable
                .Range(0, scores.Length)
                .Select(one => AreaOf(scores[one], targets, one, contributions))
                .OfType<double>(),
        ];
        if (areas.Length < Math.Min(2, scores.Length))
        {
            return null;
        }

        double mean = areas.Average();
        double half = Quantile * Math.Sqrt(contributions.Sum(sum => sum * sum)) / areas.Length;
        return new Interval(Math.Max(0, mean - half), Math.Min(1, mean + half));
    }

    // Adds what each row contributes to the deviation of the area of one class; null where either side has fewer than two rows.
    private static double? AreaOf(double[] scores, double[] targets, int one, double[] contributions)
    {
        int[] members = [.. Enumerable.Range(0, targets.Length).Where(row => targets[row] == one)];
        int[] others = [.. Enumerable.Range(0, targets.Length).Where(row => targets[row] != one)];
        if (members.Length < 2 || others.Length < 2)
        {
            return null;
        }

        double[] high = Array.ConvertAll(members, row => scores[row]),
            low = Array.ConvertAll(others, row => scores[row]);
        double[] above = Placements(high, low);
        double area = Spread.Mean(above);
        Add(members, above, 1);
        Add(others, Placements(low, high), -1);
        return area;

        // The divisor is that of an unbiased variance.
        void Add(int[] rows, double[] placements, int sign)
        {
            double centre = Spread.Mean(placements);
            double divisor = Math.Sqrt(rows.Length * (rows.Length - 1.0));
            for (int i = 0; i < rows.Length; i++)
            {
                contributions[rows[i]] += sign * (placements[i] - centre) / divisor;
            }
        }
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

    /// <summary>
    /// The 90 % interval of how much larger an area is than the mean of others of the same rows under other scores: the placements' differences are
    /// correlated, which the same paper's covariance counts.
    /// </summary>
    /// <param name="scores">The scores of one class, then of as many of the class that should score higher.</param>
    /// <param name="others">Other scores of the same rows; at least one.</param>
    /// <param name="subjects">The subject of each row; null where each row is one of its own.</param>
    public static (double Difference, Interval Interval) Difference(
        double[] scores,
        IReadOnlyList<double[]> others,
        double[]? subjects = null
    )
    {
        int half = scores.Length / 2;
        double[] differences = Both(scores);
        foreach (double[] other in others)
        {
            double[] placed = Both(other);
            for (int i = 0; i < placed.Length; i++)
            {
                differences[i] -= placed[i] / others.Count;
            }
        }

        double difference = Spread.Mean(differences.AsSpan(half));
        double variance =
            VarianceOfMean(differences[..half], subjects?[..half])
            + VarianceOfMean(differences[half..], subjects?[half..]);
        double width = Quantile * Math.Sqrt(variance);
        return (difference, new Interval(difference - width, difference + width));

        // Of a negative, the fraction of positives above it, so that both halves have the area as their mean.
        double[] Both(double[] all) =>
            [
                .. Placements(all.AsSpan(0, half), all.AsSpan(half)).Select(placement => 1 - placement),
                .. Placements(all.AsSpan(half), all.AsSpan(0, half)),
            ];
    }

    // For the other class a placement is 1 minus the fraction above, which has the same variance.
    private static double VarianceOfPlacements(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> others,
        double[]? subjects
    ) => VarianceOfMean(Placements(scores, others), subjects);

    // A row's placement is the fraction of the other class's rows below it, ties counted half.
    private static double[] Placements(ReadOnlySpan<double> scores, ReadOnlySpan<double> others)
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

        return placements;
    }

    private static double VarianceOfMean(double[] placements, double[]? subjects)
    {
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
