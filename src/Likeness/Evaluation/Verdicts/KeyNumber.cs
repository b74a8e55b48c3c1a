namespace Likeness.Evaluation.Verdicts;

/// <summary>A number for the terminal and the top of the report.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Value">Its value, as shown.</param>
/// <param name="Baseline">The real-vs-real baseline, as shown; empty for none.</param>
/// <param name="Reading">The comparison with the baseline; empty for none.</param>
/// <param name="IsWithin">Whether the value lies within the baseline; null for none.</param>
public sealed record KeyNumber(
    string Name,
    string Value,
    string Baseline = "",
    string Reading = "",
    bool? IsWithin = null
);
