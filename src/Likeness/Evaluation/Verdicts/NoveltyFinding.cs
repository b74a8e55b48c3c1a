namespace Likeness.Evaluation.Verdicts;

/// <summary>What was found about copies of training examples, before the quality of the samples is considered.</summary>
/// <param name="Level">New, near copies or copies; undetermined where it could not be measured.</param>
/// <param name="Sentence">The finding in one sentence, with its numbers.</param>
public sealed record NoveltyFinding(NoveltyLevel Level, string Sentence)
{
    /// <summary>No training examples were given.</summary>
    public static NoveltyFinding WithoutTraining { get; } =
        new(NoveltyLevel.Undetermined, "No training examples were given, so copies cannot be looked for.");
}
