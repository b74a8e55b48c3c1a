namespace Likeness.Evaluation.Verdicts;

/// <summary>A number for the terminal and the top of the report.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Its value, as shown.</param>
/// <param name="Baseline">What two real samples show, as shown; empty where there is none.</param>
/// <param name="Reading">How the value compares with the baseline; empty where there is none.</param>
/// <param name="IsWithin">Whether it lies within the baseline; null where there is none.</param>
public sealed record KeyNumber(
    string Name,
    string Value,
    string Baseline = "",
    string Reading = "",
    bool? IsWithin = null
);
