namespace Likeness.Evaluation.Verdicts;

/// <summary>How similar generated and real examples are, by the strongest evidence against them.</summary>
public enum SimilarityLevel
{
    /// <summary>Nothing lies beyond what two real samples of these sizes show.</summary>
    Indistinguishable,

    /// <summary>The best classifier's AUC is at most 0.6, and precision and coverage are within 5 points of the real-vs-real baseline.</summary>
    Close,

    /// <summary>The best classifier's AUC is at most 0.8.</summary>
    Distinguishable,

    /// <summary>A classifier tells generated from real examples nearly always.</summary>
    Poor,
}
