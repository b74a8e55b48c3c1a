using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>The ROC curve of a score that separates two classes of rows. Fawcett 2006, An introduction to ROC analysis.</summary>
/// <param name="Points">From (0, 0) to (1, 1), one point for each distinct score.</param>
/// <param name="Area">Area under the curve, [0, 1]: how often the positive row of a pair has the higher score; ties count half.</param>
/// <param name="AveragePrecision">Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds, as scikit-learn's <c>average_precision_score</c>.</param>
/// <param name="Positives">The number of positive rows.</param>
public sealed record RocCurve(IReadOnlyList<RocPoint> Points, double Area, double AveragePrecision, int Positives)
{
    /// <summary>The curve of scores; positive rows should score higher.</summary>
    /// <param name="scores">One per row; infinities are in order, NaN is not.</param>
    /// <param name="labels">Whether each row is positive.</param>
    /// <exception cref="LikenessException">All rows have the same label.</exception>
    public static RocCurve Compute(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        int positives = labels.Count(label => label);
        int negatives = labels.Count - positives;
        if (positives == 0 || negatives == 0)
        {
            throw new LikenessException(
                "all labels are equal, so no ROC curve exists (give rows of both classes, labelled 0 and 1)"
            );
        }

        var points = new List<RocPoint> { new(double.PositiveInfinity, 0, 0) };
        double area = 0;
        double precision = 0;
        int hits = 0;
        int alarms = 0;
        foreach (var group in Enumerable.Range(0, scores.Count).GroupBy(i => scores[i]).OrderByDescending(g => g.Key))
        {
            int hitsHere = group.Count(i => labels[i]);
            int alarmsHere = group.Count() - hitsHere;
            area += alarmsHere * (hits + (hitsHere / 2.0));
            hits += hitsHere;
            alarms += alarmsHere;
            precision += hitsHere / (double)positives * hits / (hits + alarms);
            points.Add(new RocPoint(group.Key, alarms / (double)negatives, hits / (double)positives));
        }

        return new RocCurve(points, area / ((double)positives * negatives), precision, positives);
    }

    /// <summary>The curve of two lists of scores; positive rows, such as outliers, should score higher.</summary>
    /// <param name="negatives">Scores of the negative rows; at least one.</param>
    /// <param name="positives">Scores of the positive rows; at least one.</param>
    /// <exception cref="LikenessException">A list is empty, or holds NaN.</exception>
    public static RocCurve Between(IReadOnlyList<double> negatives, IReadOnlyList<double> positives)
    {
        double[] scores = [.. negatives, .. positives];
        int odd = Array.FindIndex(scores, double.IsNaN);
        return odd < 0
            ? Compute(scores, [.. scores.Select((_, i) => i >= negatives.Count)])
            : throw new LikenessException(
                $"score {(odd < negatives.Count ? odd : odd - negatives.Count)} of the {(odd < negatives.Count ? "negative" : "positive")} class is not a number (leave such rows out)"
            );
    }

    /// <summary>
    /// The smallest false positive rate at which this true positive rate is reached; at 0.95 the FPR95 by which outlier
    /// detectors are compared (Hendrycks and Gimpel 2017, arXiv:1610.02136; Liang et al. 2018, arXiv:1706.02690).
    /// </summary>
    /// <param name="found">The true positive rate, in [0, 1].</param>
    public double FalseAlarmsAt(double found) => Points.First(point => point.Found >= found).FalseAlarms;

    /// <summary>The points as a table: <c>threshold</c>, <c>false_alarms</c>, <c>found</c>; without the first point, whose threshold no score reaches.</summary>
    public Table ToTable() =>
        new(
            [new Column("threshold"), new Column("false_alarms"), new Column("found")],
            [.. Points.Skip(1).SelectMany(point => new[] { point.Threshold, point.FalseAlarms, point.Found })]
        );
}

/// <summary>One threshold of a <see cref="RocCurve"/>.</summary>
/// <param name="Threshold">Rows with this score or more are classified as positive.</param>
/// <param name="FalseAlarms">The false positive rate.</param>
/// <param name="Found">The true positive rate.</param>
public readonly record struct RocPoint(double Threshold, double FalseAlarms, double Found);
