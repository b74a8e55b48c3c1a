using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The verdict on generated images: the strongest evidence of classifiers in the features, of recognised samples, of the classes'
/// fractions, of precision, recall and coverage, and of outliers.
/// </summary>
internal static class ImageVerdict
{
    // The excess over the baseline of unrecognised samples from which samples are poor.
    private const double PoorPoints = 0.2;

    private static readonly string[] Fractions = ["Precision", "Recall", "Coverage"];

    /// <summary>Computes the verdict.</summary>
    /// <param name="results">The results of the metrics.</param>
    /// <param name="novelty">The finding on novelty; null without training images.</param>
    /// <param name="features">The features of the reference and the generated images.</param>
    public static Verdict Decide(
        IReadOnlyList<MetricResult> results,
        NoveltyReport? novelty,
        EvaluationData features
    ) =>
        Verdict.Decide(
            [
                .. ClassifierEvidence.TooFew(features.Generated.RowCount, features.Reference.RowCount, "images"),
                .. ClassifierEvidence.Of(
                    results,
                    Math.Min(features.Generated.RowCount, features.Reference.RowCount),
                    "images"
                ),
                .. results.Where(result => result.Metric == ImageMetrics.RecognisedName).SelectMany(Recognised),
                .. results.Where(result => Fractions.Contains(result.Metric)).SelectMany(FractionEvidence.Of),
                .. results.Where(result => result.Metric == ImageMetrics.ClassesName).SelectMany(Classes),
                OutlierEvidence.Of(features, "images"),
            ],
            novelty?.Finding
        );

    private static IEnumerable<Evidence> Recognised(MetricResult result)
    {
        if (EvidenceRules.Baseline(result) is not { } baseline)
        {
            yield break;
        }

        string of = result.Column is { } question ? $" for '{question}'" : "";
        yield return new Evidence(
            result.Metric + of,
            result.Value,
            result.Interval,
            baseline,
            EvidenceRules.OfFraction(result.Value, result.Interval, baseline, PoorPoints),
            $"The dataset's own classifier recognises {EvidenceRules.Percent(result.Value)} of the samples{of} as confidently as real images; the real-vs-real baseline is at least {EvidenceRules.Percent(baseline.Low)}."
        );
    }

    private static IEnumerable<Evidence> Classes(MetricResult result)
    {
        if (EvidenceRules.Baseline(result) is not { } baseline)
        {
            yield break;
        }

        string of = result.Column is { } question ? $" of '{question}'" : "";
        yield return new Evidence(
            $"Difference of class fractions{of}",
            result.Value,
            result.Interval,
            baseline,
            EvidenceRules.OfDifference(result.Value, (result.Interval?.Low ?? result.Value) > baseline.High),
            $"{EvidenceRules.Percent(result.Value)} of the samples would have to change class to match the fractions{of} of real images; the real-vs-real baseline is at most {EvidenceRules.Percent(baseline.High)}."
        );
    }
}
