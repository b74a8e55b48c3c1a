using Likeness.Evaluation.Verdicts;

namespace Likeness.Bench.Verdicts;

/// <summary>A generated sample of which it is known what is wrong with it, and the verdict that it should get.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Levels">The levels of similarity that are right.</param>
/// <param name="Novelty">The novelty that is right; for poor samples undetermined stands for new.</param>
/// <param name="Evaluate">Makes the sample by a seed and evaluates it on so many threads.</param>
internal sealed record StagedSet(
    string Name,
    IReadOnlyList<SimilarityLevel> Levels,
    NoveltyLevel Novelty,
    Func<ulong, int, Verdict> Evaluate
)
{
    /// <summary>Whether a verdict is as it should be.</summary>
    public bool IsRight(Verdict verdict) =>
        Levels.Contains(verdict.Level)
        && verdict.Novelty
            == (
                verdict.Level == SimilarityLevel.Poor && Novelty == NoveltyLevel.New
                    ? NoveltyLevel.Undetermined
                    : Novelty
            );

    /// <summary>All sets: of tables, then of images.</summary>
    /// <param name="rows">Training rows of a table; half as many test and generated rows.</param>
    /// <param name="images">Training images; a third as many test and generated images.</param>
    public static IReadOnlyList<StagedSet> All(int rows, int images) =>
        [.. StagedTables.All(rows), .. StagedImages.All(images)];
}
