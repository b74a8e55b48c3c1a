using Likeness.Evaluation;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Histograms, column by column.</summary>
internal static class ColumnSection
{
    public static void Add(HtmlWriter page, TableReport content, TableFigures figures)
    {
        page.Add($"<section id=\"columns\"><h2>Columns</h2>");
        string some =
            figures.Histograms.Count < content.Real.Width
                ? $" These are the first {figures.Histograms.Count} of {content.Real.Width} columns."
                : "";
        page.Add(
            $"<p>Fraction of rows in each bin or category. Where the line follows the filled area, or both bars have one length, the column is learned.{some}</p>"
        );
        page.Add($"<div class=\"small-multiples\">");
        for (int column = 0; column < figures.Histograms.Count; column++)
        {
            var figure = figures.Histograms[column] with
            {
                Title = content.Real.Columns[column].Name,
                Caption = Distance(content, column),
            };
            FigureMarkup.Chart(page, figure);
        }

        page.Add($"</div>");
        if (figures.Missing is { } missing)
        {
            FigureMarkup.Chart(page, missing);
        }

        page.Add($"</section>");
    }

    private static string Distance(TableReport content, int column)
    {
        var result = content.Evaluation?.Results.FirstOrDefault(r =>
            r.Column == content.Real.Columns[column].Name && r.Metric is ("Wasserstein distance" or "TV complement")
        );
        return result is null
            ? ""
            : $"{result.Metric} {Numeral.Short(result.Value)}{Unit(result)}, {BaselineReading.InWords(result)}";
    }

    // Units of the column itself stand on its axis.
    private static string Unit(MetricResult result) =>
        result.Unit is "days" or "hours" or "minutes" or "seconds" ? $" {result.Unit}" : "";
}
