using System.Globalization;

namespace Likeness.Evaluation.Verdicts;

/// <summary>The levels that measurements allow. A measurement within the real-vs-real baseline allows the best level.</summary>
internal static class EvidenceRules
{
    /// <summary>The largest AUC of level close.</summary>
    public const double CloseAuc = 0.6;

    /// <summary>The largest AUC of level distinguishable.</summary>
    public const double DistinguishableAuc = 0.8;

    /// <summary>The largest deficit of a fraction below its baseline for level close.</summary>
    public const double ClosePoints = 0.05;

    /// <summary>The level of an AUC: beyond the baseline if the whole interval is.</summary>
    /// <param name="auc">The area under the ROC curve.</param>
    /// <param name="interval">Its interval.</param>
    /// <param name="baseline">The area between two real samples; ½ where null.</param>
    public static SimilarityLevel OfAuc(double auc, Interval? interval, Interval? baseline) =>
        (interval?.Low ?? auc) <= (baseline?.High ?? 0.5) ? SimilarityLevel.Indistinguishable
        : auc <= CloseAuc ? SimilarityLevel.Close
        : auc <= DistinguishableAuc ? SimilarityLevel.Distinguishable
        : SimilarityLevel.Poor;

    /// <summary>The level of a fraction that should not lie below its baseline, such as precision.</summary>
    /// <param name="value">The fraction.</param>
    /// <param name="interval">Its interval.</param>
    /// <param name="baseline">The same between two real samples.</param>
    /// <param name="poorPoints">The deficit below the baseline, in points, from which samples are poor.</param>
    public static SimilarityLevel OfFraction(double value, Interval? interval, Interval baseline, double poorPoints) =>
        (interval?.High ?? value) >= baseline.Low ? SimilarityLevel.Indistinguishable
        : value >= baseline.Low - ClosePoints ? SimilarityLevel.Close
        : value >= baseline.Low - poorPoints ? SimilarityLevel.Distinguishable
        : SimilarityLevel.Poor;

    /// <summary>
    /// The level of a difference of two fractions, one of generated and one of real examples: that of the AUC of a classifier with
    /// only this predicate, ½ + difference/2.
    /// </summary>
    public static SimilarityLevel OfDifference(double difference, bool isBeyondChance) =>
        isBeyondChance ? OfAuc((1 + difference) / 2, null, null) : SimilarityLevel.Indistinguishable;

    /// <summary>
    /// The middle 90 % of a result's baseline. A few repeats may lie close together by chance, so the range is at least as wide as the result's
    /// own interval.
    /// </summary>
    public static Interval? Baseline(MetricResult result)
    {
        if (result.Baseline is not { } baseline)
        {
            return null;
        }

        double half = result.Interval is { } interval ? (interval.High - interval.Low) / 2 : 0;
        return new Interval(
            Math.Min(baseline.Low, baseline.Median - half),
            Math.Max(baseline.High, baseline.Median + half)
        );
    }

    /// <summary>A result beside the baseline that its evidence is compared with, for screens and reports that stand beside a verdict.</summary>
    public static MetricResult BesideVerdict(MetricResult result)
    {
        var range = result.Auc is null ? Baseline(result) : ClassifierEvidence.Baseline(result.AucBaseline);
        double high = result.Unit == "fraction" ? 1 : double.PositiveInfinity;
        return range is null
            ? result
            : result with
            {
                Baseline = result.Baseline! with { Low = range.Low, High = Math.Min(high, range.High) },
            };
    }

    /// <summary>A number in a sentence: three decimals.</summary>
    public static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A fraction in a sentence: per cent with one decimal.</summary>
    public static string Percent(double fraction) =>
        (100 * fraction).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A p-value in a sentence.</summary>
    public static string PValue(double p) => p.ToString(p < 1e-4 ? "0e+0" : "0.0###", CultureInfo.InvariantCulture);
}
