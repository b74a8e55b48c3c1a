namespace Likeness.Evaluation.Verdicts;

/// <summary>The finding on repeated training examples, before the quality of the samples is considered.</summary>
/// <param name="Level">New, near copies or copies; undetermined where it could not be measured.</param>
/// <param name="Sentence">The finding in one sentence, with its numbers.</param>
public sealed record NoveltyFinding(NoveltyLevel Level, string Sentence)
{
    /// <summary>No training examples are available.</summary>
    public static NoveltyFinding WithoutTraining { get; } =
        new(NoveltyLevel.Undetermined, "Without training examples, novelty cannot be measured.");
}
