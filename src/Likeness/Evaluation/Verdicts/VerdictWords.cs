namespace Likeness.Evaluation.Verdicts;

/// <summary>Levels as people read them; metrics.json spells them the same way, with hyphens.</summary>
public static class VerdictWords
{
    /// <summary>Such as <c>indistinguishable</c>.</summary>
    public static string InWords(this SimilarityLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>Such as <c>near copies</c>.</summary>
    public static string InWords(this NoveltyLevel novelty) =>
        novelty == NoveltyLevel.NearCopies ? "near copies" : novelty.ToString().ToLowerInvariant();
}
