using System.Globalization;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>The report on a run of text or sound: one page that needs no network, no script and no other file.</summary>
public static class SequenceReportPage
{
    /// <summary>Writes <c>report.html</c> into a folder that exists.</summary>
    /// <param name="folder">The folder, usually a run's.</param>
    /// <param name="content">What to show.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public static string Write(string folder, SequenceReportContent content) =>
        ReportPage.Write(folder, Render(content));

    /// <summary>The page as text; the same content gives the same bytes.</summary>
    public static string Render(SequenceReportContent content) =>
        ReportPage.Around(
            content,
            page =>
            {
                page.Add($"<header class=\"opening\"><p class=\"eyebrow\">Likeness report</p><h1>{content.Title}</h1>");
                string run = content.RunName is null ? "" : $"Run {content.RunName} · ";
                string seed = content.Seed is { } s ? $" · seed {s}" : "";
                page.Add($"<p class=\"under\">{run}{content.Under}{seed}</p></header><main>");
                Samples(page, content);
                Scores(page, content);
                var loss = content.History is { Epochs.Count: > 0 } history ? LossChart.Draw(history) : null;
                TrainingSection.Add(page, content.History, loss);
                Data(page, content);
            }
        );

    private static void Samples(HtmlWriter page, SequenceReportContent content)
    {
        page.Add($"<section id=\"samples\"><h2>What it draws</h2>");
        if (content.Texts is var (real, drawn))
        {
            page.Add($"<p>Text that the model has drawn, not chosen by hand, beside text that it has not seen.</p>");
            page.Add($"<div class=\"pair\">");
            page.Add($"<div><h3>Real</h3><pre class=\"text\" tabindex=\"0\">{real}</pre></div>");
            page.Add($"<div><h3>Drawn</h3><pre class=\"text\" tabindex=\"0\">{drawn}</pre></div></div>");
        }

        if (content.Figures.Count > 0)
        {
            page.Add($"<p>Sound that the model has drawn, not chosen by hand, beside sound that it has not seen.</p>");
            page.Add($"<div class=\"pair\">");
            foreach (var figure in content.Figures)
            {
                FigureMarkup.Chart(page, figure);
            }

            page.Add($"</div>");
        }

        page.Add($"</section>");
    }

    private static void Scores(HtmlWriter page, SequenceReportContent content)
    {
        page.Add($"<section id=\"likelihood\"><h2>How likely it holds what it has not seen</h2>");
        page.Add($"<p>{content.ScoreIntroduction}</p>");
        string[] headings = ["Model", .. content.ScoreHeadings.Select(heading => $"#{heading}")];
        TableMarkup.Open(page, "Bits that are needed", "account", headings);
        foreach (var score in content.Scores)
        {
            TableMarkup.Name(page, score.Name);
            foreach (double value in score.Values)
            {
                TableMarkup.Number(page, value.ToString("0.000", CultureInfo.InvariantCulture)); // one below the other
            }

            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
        page.Add($"</section>");
    }

    private static void Data(HtmlWriter page, SequenceReportContent content)
    {
        page.Add($"<section id=\"data\"><h2>The data</h2><dl>");
        foreach (var fact in content.Data)
        {
            page.Add($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>");
        }

        page.Add($"</dl></section>");
    }
}
