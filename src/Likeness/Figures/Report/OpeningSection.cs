namespace Likeness.Figures.Report;

/// <summary>The top of the page: what it is about and what it comes to.</summary>
internal static class OpeningSection
{
    public static void Add(HtmlWriter page, ReportContent content)
    {
        page.Add($"<header class=\"opening\"><p class=\"eyebrow\">Likeness report</p><h1>{content.Title}</h1>");
        page.Add($"<p class=\"under\">{Subtitle(content)}</p>");
        if (content.Evaluation is { } evaluation)
        {
            var verdict = Verdict.Create(evaluation);
            var (mark, word) = verdict.Likeness switch
            {
                Standing.WithinBaseline or Standing.NearBaseline when verdict.Copied => (
                    "fair",
                    "Alike, as copies would be"
                ),
                Standing.WithinBaseline => ("good", "As close as real rows are to each other"),
                Standing.NearBaseline => ("fair", "Close, with measurable differences"),
                Standing.Far => ("poor", "Clearly different from real rows"),
                _ => ("fair", "Not judged"),
            };
            page.Add($"<div class=\"verdicts\">");
            Panel(page, mark, "Is it alike?", word, verdict.LikenessSentence);
            string copied = verdict.Copied ? "Looks copied from training rows" : "No sign of copying";
            Panel(page, verdict.Copied ? "poor" : "good", "Is it new?", copied, verdict.NoveltySentence);
            page.Add($"</div>");
        }

        page.Add($"</header>");
    }

    private static void Panel(HtmlWriter page, string mark, string question, string answer, string sentence) =>
        page.Add(
            $"<section class=\"verdict {mark}\"><h2>{question}</h2><p class=\"answer\">{answer}</p><p>{sentence}</p></section>"
        );

    private static string Subtitle(ReportContent content)
    {
        string run = content.RunName is null ? "" : $"Run {content.RunName} · ";
        string rows =
            $"{Numeral.Whole(content.Generated.RowCount)} generated rows beside {Numeral.Whole(content.Real.RowCount)} real ones, {content.Real.Width} columns";
        string seed = content.Seed is { } s ? $" · seed {s}" : "";
        return run + rows + seed;
    }
}
