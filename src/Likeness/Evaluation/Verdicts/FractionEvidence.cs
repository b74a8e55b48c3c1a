namespace Likeness.Evaluation.Verdicts;

/// <summary>The evidence of precision, recall and coverage: fractions that should not lie below their real-vs-real baseline.</summary>
internal static class FractionEvidence
{
    // More than half of the samples lie off the data, or more than half of the data is not covered.
    private const double PoorPoints = 0.5;

    /// <summary>One piece of evidence; none without a baseline.</summary>
    public static IEnumerable<Evidence> Of(MetricResult result)
    {
        if (EvidenceRules.Baseline(result) is not { } baseline)
        {
            yield break;
        }

        string range = result.Interval is { } interval
            ? $" ({EvidenceRules.Percent(interval.Low)} to {EvidenceRules.Percent(interval.High)})"
            : "";
        yield return new Evidence(
            result.Metric,
            result.Value,
            result.Interval,
            baseline,
            EvidenceRules.OfFraction(result.Value, result.Interval, baseline, PoorPoints),
            $"{result.Metric} is {EvidenceRules.Percent(result.Value)}{range}; the real-vs-real baseline is at least {EvidenceRules.Percent(baseline.Low)}."
        );
    }
}
