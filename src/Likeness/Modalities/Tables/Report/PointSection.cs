using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Real beside generated rows as points, if the table is of few columns of numbers.</summary>
internal static class PointSection
{
    public static void Add(HtmlWriter page, TableFigures figures)
    {
        if (!figures.ArePoints)
        {
            return;
        }

        page.Add($"<section id=\"points\"><h2>Points</h2>");
        AddPair(page, figures);
        page.Add($"</section>");
    }

    /// <summary>The scatter plots beside each other.</summary>
    public static void AddPair(HtmlWriter page, TableFigures figures)
    {
        page.Add($"<div class=\"pair\">");
        foreach (var figure in figures.Scatter)
        {
            FigureMarkup.Chart(page, figure);
        }

        page.Add($"</div>");
    }
}
