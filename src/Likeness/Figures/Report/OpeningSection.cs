using Likeness.Evaluation.Verdicts;

namespace Likeness.Figures.Report;

/// <summary>The top of the page: subject, verdict, and the most important numbers.</summary>
internal static class OpeningSection
{
    public static void Add(HtmlWriter page, ReportOutline content)
    {
        page.Add($"<header class=\"opening\"><p class=\"eyebrow\">Likeness report</p><h1>{content.Title}</h1>");
        string run = content.RunName is null ? "" : $"Run {content.RunName} · ";
        string seed = content.Seed is { } s ? $" · seed {s}" : "";
        page.Add($"<p class=\"under\">{run}{content.Subject}{seed}</p>");
        if (content.Verdict is { } verdict)
        {
            page.Add($"<div class=\"verdicts\">");
            string similarity = $"{verdict.Reason} {verdict.SeparatedBy}".TrimEnd();
            Panel(page, Mark(verdict), "Similarity", Capital(verdict.LevelInWords), similarity);
            if (verdict is { Validity: { } validity, ValidityReason: { } found })
            {
                Panel(page, Mark(validity), "Validity", Capital(validity.InWords()), found);
            }

            Panel(page, Mark(verdict.Novelty), "Novelty", Capital(verdict.Novelty.InWords()), verdict.NoveltyReason);
            page.Add($"</div>");
        }

        page.Add($"<p class=\"under\">{content.Against}</p>");
        Numbers(page, content);
        foreach (string warning in content.Warnings)
        {
            page.Add($"<p class=\"warnings\">{warning}</p>");
        }

        page.Add($"</header>");
    }

    private static void Numbers(HtmlWriter page, ReportOutline content)
    {
        if (content.Numbers.Count == 0)
        {
            return;
        }

        TableMarkup.Open(page, "Key numbers", "numbers", "Metric", "#Value", "Real-vs-real baseline", "Reading");
        foreach (var number in content.Numbers)
        {
            TableMarkup.Name(page, number.Name);
            TableMarkup.Number(page, number.Value);
            TableMarkup.Words(page, number.Baseline);
            TableMarkup.Words(page, number.Reading);
            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
    }

    private static void Panel(HtmlWriter page, string mark, string question, string answer, string sentence) =>
        page.Add(
            $"<section class=\"verdict {mark}\"><h2>{question}</h2><p class=\"answer\">{answer}</p><p>{sentence}</p></section>"
        );

    // Copies are similar to the data, which is not a merit; rows that cannot exist are of no use however similar.
    private static string Mark(Verdict verdict) =>
        verdict.Level switch
        {
            SimilarityLevel.Indistinguishable or SimilarityLevel.Close => verdict.Novelty
                is NoveltyLevel.Copies
                    or NoveltyLevel.NearCopies
            || verdict.Validity == ValidityLevel.InvalidRows
                ? "fair"
                : "good",
            SimilarityLevel.Distinguishable or SimilarityLevel.Undetermined => "fair",
            _ => "poor",
        };

    private static string Mark(ValidityLevel validity) =>
        validity switch
        {
            ValidityLevel.Valid => "good",
            ValidityLevel.Doubtful => "fair",
            _ => "poor",
        };

    private static string Mark(NoveltyLevel novelty) =>
        novelty switch
        {
            NoveltyLevel.New => "good",
            NoveltyLevel.Undetermined => "fair",
            _ => "poor",
        };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
