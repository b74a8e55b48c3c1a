using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Both tables as images, if their rows are coloured pixels.</summary>
internal static class PictureSection
{
    public static void Add(HtmlWriter page, TableFigures figures)
    {
        if (figures.RealPicture is not { } real || figures.GeneratedPicture is not { } generated)
        {
            return;
        }

        string rows = Numeral.Whole(figures.PictureRows);
        page.Add($"<section id=\"pictures\"><h2>Images</h2>");
        page.Add($"<p>Each row is one coloured pixel; {rows} rows of each, at the data’s own resolution.</p>");
        page.Add($"<div class=\"pair\">");
        FigureMarkup.Picture(page, real, "real", "real", $"{rows} real rows as an image");
        FigureMarkup.Picture(page, generated, "generated", "made", $"{rows} generated rows as an image");
        page.Add($"</div></section>");
    }
}
