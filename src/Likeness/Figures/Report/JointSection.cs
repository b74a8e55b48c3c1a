namespace Likeness.Figures.Report;

/// <summary>How the columns lie together: scatter, main directions, pairs.</summary>
internal static class JointSection
{
    public static void Add(HtmlWriter page, FigureSet figures)
    {
        if (figures.Scatter.Count == 0 && figures.PrincipalComponents is null)
        {
            return;
        }

        page.Add($"<section id=\"together\"><h2>Columns together</h2><div class=\"pair\">");
        foreach (var figure in figures.Scatter)
        {
            FigureMarkup.Chart(page, figure);
        }

        page.Add($"</div>");
        if (figures.PrincipalComponents is { } components)
        {
            FigureMarkup.Chart(
                page,
                components,
                "The columns, standardised by the real rows, seen along the two directions in which those vary most."
            );
        }

        if (figures.Pairs is { } pairs)
        {
            FigureMarkup.Chart(
                page,
                pairs,
                "Mirror panels should look alike: real above the diagonal, generated below.",
                "chart wide"
            );
        }

        page.Add($"</section>");
    }
}
