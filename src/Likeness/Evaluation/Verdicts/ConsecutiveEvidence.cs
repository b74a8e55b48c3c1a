namespace Likeness.Evaluation.Verdicts;

/// <summary>The evidence of pairs of consecutive rows of one key, beside that of single rows.</summary>
internal static class ConsecutiveEvidence
{
    /// <summary>The evidence.</summary>
    /// <param name="result">The classifier of pairs.</param>
    /// <param name="alone">The best classifier of single rows; null for none.</param>
    /// <param name="key">The column of keys.</param>
    public static Evidence Of(MetricResult result, MetricResult? alone, string key)
    {
        var baseline = ClassifierEvidence.Baseline(result.AucBaseline);
        var level = EvidenceRules.OfAuc(result.Auc!.Value, result.AucInterval, baseline);
        string range = result.AucInterval is { } interval
            ? $" ({EvidenceRules.Number(interval.Low)} to {EvidenceRules.Number(interval.High)})"
            : "";
        string beside = baseline is null
            ? ""
            : $"; the real-vs-real baseline reaches {EvidenceRules.Number(baseline.High)}";
        return new Evidence(
            "AUC (consecutive rows)",
            result.Auc.Value,
            result.AucInterval,
            baseline,
            level,
            $"A classifier separates pairs of consecutive rows of one '{key}' from real ones with an AUC of {EvidenceRules.Number(result.Auc.Value)}{range}{Alone(alone)}{beside}."
        );
    }

    /// <summary>A warning where pairs are clearly worse than single rows; null where they are not.</summary>
    /// <param name="evidence">The evidence of <see cref="Of"/>.</param>
    /// <param name="alone">The best classifier of single rows; null for none.</param>
    /// <param name="key">The column of keys.</param>
    public static string? Warning(Evidence evidence, MetricResult? alone, string key) =>
        evidence.Level > SimilarityLevel.Indistinguishable
        && evidence.Interval?.Low > (alone?.AucInterval?.High ?? alone?.Auc ?? 0.5)
            ? $"Consecutive rows of one '{key}' do not follow each other as in the data: a classifier tells pairs of them apart with an AUC of {EvidenceRules.Number(evidence.Value)}{Alone(alone)}."
            : null;

    private static string Alone(MetricResult? alone) =>
        alone?.Auc is { } auc ? $", single rows with {EvidenceRules.Number(auc)}" : "";
}
