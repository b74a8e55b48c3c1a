using Likeness.Evaluation.Verdicts;

namespace Likeness.Figures.Report;

/// <summary>The verdict at the top of a report, for every kind of data: two panels, each with its level and the reason.</summary>
internal static class VerdictPanels
{
    public static void Add(HtmlWriter page, Verdict verdict)
    {
        string similarity = verdict.Level switch
        {
            SimilarityLevel.Indistinguishable => "good",
            SimilarityLevel.Poor => "poor",
            _ => "fair",
        };
        string novelty = verdict.Novelty switch
        {
            NoveltyLevel.New => "good",
            NoveltyLevel.Undetermined => "fair",
            _ => "poor",
        };

        // Copies are indistinguishable, too; that is no praise.
        string mark = novelty == "poor" && similarity == "good" ? "fair" : similarity;
        page.Add($"<div class=\"verdicts\">");
        Panel(page, mark, "Similarity", verdict.Level.InWords(), verdict.Reason);
        Panel(page, novelty, "Novelty", verdict.Novelty.InWords(), verdict.NoveltyReason);
        page.Add($"</div>");
    }

    private static void Panel(HtmlWriter page, string mark, string heading, string level, string reason) =>
        page.Add(
            $"<section class=\"verdict {mark}\"><h2>{heading}</h2><p class=\"answer\">{char.ToUpperInvariant(level[0]) + level[1..]}</p><p>{reason}</p></section>"
        );
}
