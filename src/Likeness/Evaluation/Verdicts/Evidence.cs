namespace Likeness.Evaluation.Verdicts;

/// <summary>One measurement that a verdict rests on, and the best level that it allows.</summary>
/// <param name="Metric">What was measured, such as <c>AUC (boosted trees)</c>.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Interval">Its 90 % interval; null where none was computed.</param>
/// <param name="Baseline">The middle 90 % of the same metric between two real samples; null where there is none.</param>
/// <param name="Level">The best level that this measurement allows.</param>
/// <param name="Sentence">The measurement in one sentence, for a reader who knows no definitions.</param>
public sealed record Evidence(
    string Metric,
    double Value,
    Interval? Interval,
    Interval? Baseline,
    SimilarityLevel Level,
    string Sentence
);
