using Likeness.Data;
using Likeness.Figures.Report;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Report;

/// <summary>Samples beside real images.</summary>
internal static class ImageSampleSection
{
    public static void Add(HtmlWriter page, ImageReport content)
    {
        int count = Math.Min(ImageReport.Shown, Math.Min(content.Samples.Count, content.Real.Count));
        if (count == 0)
        {
            return;
        }

        string images = Numeral.Whole(count);
        page.Add($"<section id=\"samples\"><h2>Samples</h2>");
        page.Add($"<p>The first {images} samples beside as many real images; none is selected by hand.</p>");
        page.Add($"<div class=\"pair\">");
        FigureMarkup.Picture(page, Grid(content.Real, count), "real", "real", $"{images} real images");
        FigureMarkup.Picture(page, Grid(content.Samples, count), "sampled", "made", $"{images} sampled images");
        page.Add($"</div></section>");
    }

    private static PixelImage Grid(ImageSet images, int count) => ImageGrid.Draw(images.First(count));
}
