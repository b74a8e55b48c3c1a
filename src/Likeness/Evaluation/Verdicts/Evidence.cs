namespace Likeness.Evaluation.Verdicts;

/// <summary>One measurement behind a verdict, and the best level that it allows.</summary>
/// <param name="Metric">The metric, such as <c>AUC (boosted trees)</c>.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Interval">Its 90 % interval; null for none.</param>
/// <param name="Baseline">The middle 90 % of the real-vs-real baseline; null for none.</param>
/// <param name="Level">The best level that this measurement allows.</param>
/// <param name="Sentence">The measurement in one sentence that needs no definitions.</param>
public sealed record Evidence(
    string Metric,
    double Value,
    Interval? Interval,
    Interval? Baseline,
    SimilarityLevel Level,
    string Sentence
);
