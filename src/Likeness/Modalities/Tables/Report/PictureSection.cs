using Likeness.Figures;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Both tables as the pictures that their rows make.</summary>
internal static class PictureSection
{
    public static void Add(HtmlWriter page, TableFigures figures)
    {
        if (figures.RealPicture is not { } real || figures.GeneratedPicture is not { } generated)
        {
            return;
        }

        string rows = Numeral.Whole(figures.PictureRows);
        page.Add($"<section id=\"pictures\"><h2>The pictures they make</h2>");
        page.Add($"<p>Each row is one coloured pixel; {rows} rows of each, at the data’s own resolution.</p>");
        page.Add($"<div class=\"pair\">");
        FigureMarkup.Picture(page, real, "real", "real", $"The picture that {rows} real rows make");
        FigureMarkup.Picture(page, generated, "generated", "made", $"The picture that {rows} generated rows make");
        page.Add($"</div></section>");
    }
}
