using Likeness.Evaluation.Verdicts;

namespace Likeness.Bench.Verdicts;

/// <summary>A generated sample with a known defect, and the verdict that it should get.</summary>
/// <param name="Name">Its defect.</param>
/// <param name="Levels">The correct levels of similarity.</param>
/// <param name="Novelty">The correct novelty; for poor samples, undetermined counts as new.</param>
/// <param name="Evaluate">Generates the sample from a seed and evaluates it on a number of threads.</param>
internal sealed record StagedSet(
    string Name,
    IReadOnlyList<SimilarityLevel> Levels,
    NoveltyLevel Novelty,
    Func<ulong, int, Verdict> Evaluate
)
{
    /// <summary>Whether a verdict is correct.</summary>
    public bool IsRight(Verdict verdict) =>
        Levels.Contains(verdict.Level)
        && verdict.Novelty
            == (
                verdict.Level == SimilarityLevel.Poor && Novelty == NoveltyLevel.New
                    ? NoveltyLevel.Undetermined
                    : Novelty
            );

    /// <summary>All sets: tables, then images.</summary>
    /// <param name="rows">Training rows of a table; there are half as many test and generated rows.</param>
    /// <param name="images">Training images; there are a third as many test and generated images.</param>
    public static IReadOnlyList<StagedSet> All(int rows, int images) =>
        [.. StagedTables.All(rows), .. StagedImages.All(images)];
}
