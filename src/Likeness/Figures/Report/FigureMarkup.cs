using Likeness.Data;
using Likeness.Figures.Png;

namespace Likeness.Figures.Report;

/// <summary>Figures and images in the page.</summary>
internal static class FigureMarkup
{
    /// <summary>A chart under its title, with a note on how to read it.</summary>
    public static void Chart(HtmlWriter page, Figure figure, string kind = "chart")
    {
        page.Add($"<figure class=\"{kind}\">");
        page.Add($"<figcaption><strong>{figure.Title}</strong> {figure.Caption}</figcaption>");
        page.Add($"<div class=\"drawing\">{new HtmlWriter.Trusted(figure.ToInlineSvg())}</div></figure>");
    }

    /// <summary>An image, shown without smoothing, under its name.</summary>
    public static void Picture(HtmlWriter page, PixelImage image, string name, string look, string description)
    {
        string png = Convert.ToBase64String(PngEncoder.Encode(image));
        page.Add($"<figure class=\"picture\"><figcaption class=\"{look}\">{name}</figcaption>");
        page.Add(
            $"<img src=\"data:image/png;base64,{png}\" width=\"{image.Width}\" height=\"{image.Height}\" alt=\"{description}\"></figure>"
        );
    }
}
