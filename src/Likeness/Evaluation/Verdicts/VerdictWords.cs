namespace Likeness.Evaluation.Verdicts;

/// <summary>The names of levels on screens and in reports.</summary>
public static class VerdictWords
{
    /// <summary><c>indistinguishable</c>, <c>undetermined</c>, <c>close</c>, <c>distinguishable</c> or <c>poor</c>.</summary>
    public static string InWords(this SimilarityLevel level) =>
        level switch
        {
            SimilarityLevel.Indistinguishable => "indistinguishable",
            SimilarityLevel.Undetermined => "undetermined",
            SimilarityLevel.Close => "close",
            SimilarityLevel.Distinguishable => "distinguishable",
            _ => "poor",
        };

    /// <summary><c>valid</c>, <c>doubtful</c> or <c>invalid rows</c>.</summary>
    public static string InWords(this ValidityLevel level) =>
        level switch
        {
            ValidityLevel.Valid => "valid",
            ValidityLevel.Doubtful => "doubtful",
            _ => "invalid rows",
        };

    /// <summary><c>new</c>, <c>near copies</c>, <c>copies</c> or <c>undetermined</c>.</summary>
    public static string InWords(this NoveltyLevel level) =>
        level switch
        {
            NoveltyLevel.New => "new",
            NoveltyLevel.NearCopies => "near copies",
            NoveltyLevel.Copies => "copies",
            _ => "undetermined",
        };
}
