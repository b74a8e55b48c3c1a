using Likeness.Evaluation.Verdicts;

namespace Likeness.Cli.Screens;

/// <summary>The verdict of an evaluation, the same for every kind of data: level and reason of similarity and of novelty.</summary>
internal static class VerdictScreen
{
    public static void Show(Verdict verdict)
    {
        string similarity = verdict.Level switch
        {
            SimilarityLevel.Indistinguishable => "green",
            SimilarityLevel.Poor => "red",
            _ => "yellow",
        };
        string novelty = verdict.Novelty switch
        {
            NoveltyLevel.New => "green",
            NoveltyLevel.Undetermined => "yellow",
            _ => "red",
        };
        Show("Similarity", similarity, verdict.Level.InWords(), verdict.Reason);
        Show("Novelty", novelty, verdict.Novelty.InWords(), verdict.NoveltyReason);
    }

    private static void Show(string heading, string colour, string level, string reason) =>
        HelpRows.WriteParagraph(
            $"[bold]{heading}[/]  [{colour}]{level}[/]  ",
            heading.Length + level.Length + 4,
            reason
        );
}
