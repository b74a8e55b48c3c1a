using Likeness.Figures.Report;

namespace Likeness.Modalities.Images.Report;

/// <summary>Pictures before, their edits, and the true pictures after.</summary>
internal static class ImageEditSection
{
    public static void Add(HtmlWriter page, ImageReport content)
    {
        if (content.Results.Edits is not { } edits || content.Real.Before is not { } before)
        {
            return;
        }

        int count = Math.Min(ImageReport.Pairs, edits.Images);
        page.Add($"<section id=\"edits\"><h2>Edits</h2>");
        page.Add($"<p>Each picture, its edit by a word, and the true picture after.</p>");
        var picture = ImageGrid.Beside([before.First(count), content.Samples.First(count), content.Real.First(count)]);
        string words = string.Join(
            ", ",
            content.Real.Labels[0].Values.Take(count).Select(value => content.Real.Labels[0].Classes[value])
        );
        FigureMarkup.Picture(
            page,
            picture,
            $"before, edited, and true; the words, row by row: {words}",
            "edits",
            $"{Numeral.Whole(count)} pictures, their edits and the true pictures after"
        );
        page.Add($"<dl>");
        FactList.Row(page, "Edits", Numeral.Whole(edits.Images));
        FactList.Row(page, "Mean PSNR to the true picture", $"{Numeral.Short(edits.Psnr, 4)} dB");
        FactList.Row(page, "The same of the unchanged picture", $"{Numeral.Short(edits.UnchangedPsnr, 4)} dB");
        FactList.Row(page, "Error where the edit changes pixels (0 … 255)", Numeral.Short(edits.ChangedError, 3));
        FactList.Row(page, "The same of the unchanged picture", Numeral.Short(edits.UnchangedChangedError, 3));
        FactList.Row(page, "Error where the edit keeps pixels", Numeral.Short(edits.KeptError, 3));
        if (edits.Recognised is { } recognised)
        {
            FactList.Row(page, "Edits nearest to what their word asks for", Numeral.Percent(recognised));
        }

        page.Add($"</dl></section>");
    }
}
