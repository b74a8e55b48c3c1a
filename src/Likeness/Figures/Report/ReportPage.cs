using System.Text;
using Likeness.Data;

namespace Likeness.Figures.Report;

/// <summary>The report: one page that needs no network, no script and no other file.</summary>
public static class ReportPage
{
    /// <summary>Writes <c>report.html</c> and <c>figures/*.svg,*.png</c> into a folder that exists.</summary>
    /// <param name="folder">The folder, usually a run's.</param>
    /// <param name="content">What to show.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public static string Write(string folder, ReportContent content)
    {
        var figures = FigureSet.Draw(content);
        figures.Write(Path.Combine(folder, "figures"));
        return Write(folder, Render(content, figures));
    }

    /// <summary>Writes a page into a folder, whole or not at all.</summary>
    internal static string Write(string folder, string text)
    {
        string path = Path.Combine(folder, "report.html");
        byte[] page = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(path, stream => stream.Write(page));
        return path;
    }

    /// <summary>The page as text; the same content gives the same bytes.</summary>
    public static string Render(ReportContent content, FigureSet figures) =>
        Around(
            content,
            page =>
            {
                OpeningSection.Add(page, content);
                page.Add($"<main>");
                PictureSection.Add(page, figures);
                MetricSection.Add(page, content.Evaluation, figures.Calibration);
                NoveltySection.Add(page, content.Evaluation, figures.Distances);
                TrainingSection.Add(page, content.History, figures.Loss);
                ColumnSection.Add(page, content, figures);
                JointSection.Add(page, figures);
                DataSection.Add(page, content);
            }
        );

    /// <summary>What stands around the content of every report: the head before, how it was made after. The content begins the main part itself.</summary>
    internal static string Around(ReportOutline outline, Action<HtmlWriter> content)
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
        content(page);
        PiGeneratorSection.Add(page, outline);
        page.Add($"</main>\n</body>\n</html>");
        return page.ToString();
    }
}
