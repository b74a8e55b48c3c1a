namespace Likeness.Evaluation.Verdicts;

/// <summary>The similarity of generated and real examples, by the strongest evidence against it.</summary>
public enum SimilarityLevel
{
    /// <summary>No evidence lies beyond the real-vs-real baseline at these sizes.</summary>
    Indistinguishable,

    /// <summary>No evidence lies beyond the baseline, but the examples are too few: not even that of poor samples would, or a classifier's AUC does, whose interval reaches from it to a clear difference (0.65).</summary>
    Undetermined,

    /// <summary>The best classifier's AUC is at most 0.6, and precision and coverage are within 5 points of the real-vs-real baseline.</summary>
    Close,

    /// <summary>The best classifier's AUC is at most 0.8.</summary>
    Distinguishable,

    /// <summary>A classifier nearly always separates generated from real examples.</summary>
    Poor,
}
