using Likeness.Figures.Report;

namespace Likeness.Modalities.Images.Report;

/// <summary>Real images beside their reconstructions.</summary>
internal static class ImageReconstructionSection
{
    public static void Add(HtmlWriter page, ImageReport content)
    {
        if (content.Reconstructions is not { Count: > 0 } back || content.Results.Reconstruction is not { } similarity)
        {
            return;
        }

        int count = Math.Min(ImageReport.Pairs, back.Count);
        page.Add($"<section id=\"reconstructions\"><h2>Reconstructions</h2>");
        page.Add($"<p>Real images with their reconstructions.</p>");
        var picture = ImageGrid.Beside([content.Real.First(count), back.First(count)]);
        FigureMarkup.Picture(
            page,
            picture,
            "real, and reconstructed",
            "made",
            $"{Numeral.Whole(count)} real images and their reconstructions"
        );
        page.Add($"<dl>");
        FactList.Row(page, "Reconstructed images", Numeral.Whole(similarity.Images));
        FactList.Row(page, "Mean SSIM (1 is the same)", Numeral.Short(similarity.Ssim, 4));
        FactList.Row(page, "Mean MS-SSIM (1 is the same)", Numeral.Short(similarity.MultiscaleSsim, 4));
        FactList.Row(page, "Mean PSNR (more is better)", $"{Numeral.Short(similarity.Psnr, 4)} dB");
        page.Add($"</dl></section>");
    }
}
