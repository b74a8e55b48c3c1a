using Likeness.Figures;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>A comparison as one page without network access, scripts or other files.</summary>
public static class ComparisonPage
{
    /// <summary>The page; the same report gives the same bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="pareto">The figure of <see cref="ParetoChart"/>.</param>
    public static string Render(ComparisonReport report, Figure pareto)
    {
        var page = new HtmlWriter();
        string title = $"{report.Models.Count} models on {report.Data}";
        page.Add(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Likeness">
            <title>{title} – Likeness comparison</title>
            <link rel="icon" href="data:,">
            <style>
            {new HtmlWriter.Trusted(Figure.Style)}
            {new HtmlWriter.Trusted(StyleSheet.Load("report.css"))}
            </style>
            </head>
            <body>
            <header><h1>{title}</h1><p>{report.Verdict}</p><p>{ComparisonMarkdown.About(report)}</p></header>
            <main>
            """
        );
        foreach (var table in ComparisonTable.Create(report))
        {
            Ranked(page, report, table);
        }

        foreach (string note in ComparisonMarkdown.Notes(report))
        {
            page.Add($"<p>{note}</p>");
        }

        page.Add($"<section id=\"pareto\"><h2>Quality against cost</h2>");
        FigureMarkup.Chart(page, pareto, "chart wide");
        page.Add($"</section>");
        Runs(page, report);
        Everything(page, report);
        if (report.CommandLine is { } command)
        {
            page.Add($"<section><h2>Command</h2><pre>{command}</pre></section>");
        }

        page.Add($"</main>\n</body>\n</html>");
        return page.ToString();
    }

    private static void Ranked(HtmlWriter page, ComparisonReport report, ComparisonTable table)
    {
        page.Add($"<section><h2>{table.Title}</h2>");
        TableMarkup.Open(
            page,
            ComparisonMarkdown.Meaning(report),
            "metrics",
            ["Model", .. table.Headings.Select(heading => "#" + heading)]
        );
        foreach (var row in table.Rows)
        {
            TableMarkup.Name(page, row.Memorises ? $"{row.Name} (memorises)" : row.Name);
            foreach (var (cell, heading) in row.Cells.Zip(table.Headings))
            {
                TableMarkup.Number(page, cell, heading);
            }

            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
        page.Add($"</section>");
    }

    private static void Runs(HtmlWriter page, ComparisonReport report)
    {
        page.Add($"<section id=\"runs\"><h2>Reports of the runs</h2><dl>");
        foreach (var model in report.Models)
        {
            page.Add($"<div><dt>{model.Name}</dt><dd>");
            foreach (string run in model.Runs)
            {
                page.Add($"<a href=\"{run}/report.html\">{run}</a> ");
            }

            page.Add($"{model.Error ?? model.Novelty ?? ""}</dd></div>");
        }

        page.Add($"</dl></section>");
    }

    private static void Everything(HtmlWriter page, ComparisonReport report)
    {
        page.Add($"<section id=\"all\"><h2>All measurements</h2>");
        TableMarkup.Open(
            page,
            ComparisonMarkdown.Meaning(report),
            "metrics",
            ["Metric", "#real-vs-real baseline", .. report.Models.Select(model => "#" + model.Name)]
        );
        foreach (var metric in report.Metrics)
        {
            TableMarkup.Name(page, metric.Unit.Length > 0 ? $"{metric.Name} ({metric.Unit})" : metric.Name);
            TableMarkup.Number(page, ComparisonCell.Format(report.RealSample, metric.Name), "real-vs-real baseline");
            foreach (var model in report.Models)
            {
                TableMarkup.Number(page, ComparisonCell.Format(model, metric.Name), model.Name);
            }

            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
        page.Add($"</section>");
    }
}
