using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Joint distributions of columns: scatter plots, principal components, pairs.</summary>
internal static class JointSection
{
    public static void Add(HtmlWriter page, TableFigures figures)
    {
        if (figures.Scatter.Count == 0 && figures.Trends is null)
        {
            return;
        }

        page.Add($"<section id=\"together\"><h2>Joint distribution</h2>");
        if (figures.Trends is { } trends)
        {
            FigureMarkup.Chart(page, trends, "chart wide");
        }

        if (!figures.ArePoints)
        {
            PointSection.AddPair(page, figures);
        }

        if (figures.PrincipalComponents is { } components)
        {
            FigureMarkup.Chart(page, components, "chart beside");
        }

        if (figures.Pairs is { } pairs)
        {
            FigureMarkup.Chart(page, pairs, "chart wide");
        }

        page.Add($"</section>");
    }
}
