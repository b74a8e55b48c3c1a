using System.Text;
using Likeness.Data;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>The report: one page without network access, scripts or other files.</summary>
public static class ReportPage
{
    /// <summary>Writes <c>report.html</c> into an existing folder, atomically.</summary>
    /// <param name="folder">The folder, usually a run's.</param>
    /// <param name="outline">The content common to all reports.</param>
    /// <param name="sections">The sections of the kind of data, in order.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public static string Write(string folder, ReportOutline outline, IReadOnlyList<Action<HtmlWriter>> sections)
    {
        string path = Path.Combine(folder, "report.html");
        byte[] page = Encoding.UTF8.GetBytes(Render(outline, sections));
        AtomicFile.Write(path, stream => stream.Write(page));
        return path;
    }

    /// <summary>The page as text; the same content gives the same bytes.</summary>
    public static string Render(ReportOutline outline, IReadOnlyList<Action<HtmlWriter>> sections)
    {
        var page = new HtmlWriter();
        page.Add(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Likeness">
            <title>{outline.Title} – Likeness report</title>
            <link rel="icon" href="data:,">
            <style>
            {new HtmlWriter.Trusted(Figure.Style)}
            {new HtmlWriter.Trusted(StyleSheet.Load("report.css"))}
            </style>
            </head>
            <body>
            """
        );
        OpeningSection.Add(page, outline);
        page.Add($"<main>");
        foreach (var section in sections)
        {
            section(page);
        }

        var loss = outline.History is { Epochs.Count: > 0 } history ? LossChart.Draw(history) : null;
        TrainingSection.Add(page, outline.History, loss);
        DataSection.Add(page, outline.Data);
        ProvenanceSection.Add(page, outline);
        page.Add($"</main>\n</body>\n</html>");
        return page.ToString();
    }
}
