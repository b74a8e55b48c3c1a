namespace Likeness.Evaluation.Verdicts;

/// <summary>The evidence of the classifiers that separate generated from real examples.</summary>
internal static class ClassifierEvidence
{
    private const double NormalQuantile = 1.6449; // 95 %

    // Below this, samples nearly coincide with real examples.
    private const double SittingAuc = 0.4;

    /// <summary>One piece of evidence per classifier, the largest AUC first.</summary>
    /// <param name="results">The results of an evaluation, including other metrics.</param>
    public static IEnumerable<Evidence> Of(IEnumerable<MetricResult> results)
    {
        MetricResult[] classifiers = [.. results.Where(result => result.Auc is not null).OrderByDescending(r => r.Auc)];
        return classifiers.Select(
            (result, place) =>
            {
                var baseline = Baseline(result.AucBaseline);
                var level = EvidenceRules.OfAuc(result.Auc!.Value, result.AucInterval, baseline);
                return new Evidence(
                    $"AUC ({NameOf(result.Metric)})",
                    result.Auc.Value,
                    result.AucInterval,
                    baseline,
                    level,
                    Sentence(result, baseline, level, place == 0 ? classifiers.Length : 1)
                );
            }
        );
    }

    /// <summary>The classifier with the smallest AUC, if it lies far enough below the baseline to show that samples nearly coincide with real examples.</summary>
    public static MetricResult? Sitting(IEnumerable<MetricResult> results) =>
        results
            .Where(result =>
                result is { Auc: <= SittingAuc, AucBaseline: { } baseline }
                && (result.AucInterval?.High ?? result.Auc) < baseline.Low
            )
            .MinBy(result => result.Auc);

    // The upper end is a prediction from the repeats, and at least that of scores without information (Mann and Whitney's variance).
    // Cross-fitted scores of neighbouring rows depend on one another, so the repeats may vary more than that.
    private static Interval? Baseline(RealBaseline? repeats)
    {
        if (repeats is null)
        {
            return null;
        }

        double m = repeats.ReferenceRows,
            n = repeats.OtherRows;
        double chance = 0.5 + (NormalQuantile * Math.Sqrt((m + n + 1) / (12 * m * n)));
        double predicted = repeats.Median + (Widening(repeats.Repeats) * (repeats.High - repeats.Low) / 2);
        return new Interval(repeats.Low, Math.Max(Math.Max(repeats.High, predicted), chance));
    }

    // The 95 % prediction limit of one more normal value after R of them, t √(1 + 1/R) deviations, over half the expected distance of their 5 and
    // 95 % quantiles: 2.3, 1.5 and 1.2 for R = 5, 10 and 20, which this follows.
    private static double Widening(int repeats) => 1 + (6.0 / repeats);

    /// <summary>The classifier's name: the part in brackets of the metric's name.</summary>
    public static string NameOf(string metric) => metric.Split('(', ')') is [_, var name, ..] ? name : metric;

    private static string Sentence(MetricResult result, Interval? baseline, SimilarityLevel level, int of)
    {
        string name = NameOf(result.Metric);
        string who = of > 1 ? $"The best of {of} classifiers ({name})" : $"The {name} classifier";
        string range = result.AucInterval is { } interval
            ? $" ({EvidenceRules.Number(interval.Low)} to {EvidenceRules.Number(interval.High)})"
            : "";
        string beside =
            baseline is null ? ""
            : level == SimilarityLevel.Indistinguishable
                ? $", not beyond the real-vs-real baseline of up to {EvidenceRules.Number(baseline.High)}"
            : $"; the real-vs-real baseline reaches {EvidenceRules.Number(baseline.High)}";
        return $"{who} separates samples from real ones with an AUC of {EvidenceRules.Number(result.Auc!.Value)}{range}{beside}.";
    }
}
