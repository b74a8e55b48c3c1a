using Likeness.Figures.Report;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Report;

/// <summary>Samples beside their nearest training images.</summary>
internal static class ImageNoveltySection
{
    private const int MaxShown = 24;

    public static void Add(HtmlWriter page, ImageReport content)
    {
        if (content.Train is not { } train || content.Results.Evaluation is not { } report)
        {
            return;
        }

        page.Add($"<section id=\"novelty\"><h2>Novelty</h2><p>{report.Verdict.NoveltyReason}</p>");
        if (report.Nearest is { Images.Count: > 0 } nearest)
        {
            int[] which = [.. Enumerable.Range(0, Math.Min(MaxShown, nearest.Images.Count))];
            var found = train.Take([.. which.Select(nearest.TrainingIndex)]);
            page.Add($"<p>Samples with their nearest training images.</p>");
            FigureMarkup.Picture(
                page,
                ImageGrid.Beside([nearest.Images.Take(which), new ImageSet(found.Shape, found.Pixels)]),
                "sampled, and nearest",
                "made",
                $"{Numeral.Whole(which.Length)} samples and their nearest training images"
            );
        }

        page.Add($"</section>");
    }
}
