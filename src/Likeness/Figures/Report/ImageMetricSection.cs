using Likeness.Data.Images;
using Likeness.Evaluation.Images;

namespace Likeness.Figures.Report;

/// <summary>How alike drawn images are to real ones, by which classes they are, and how new they are.</summary>
internal static class ImageMetricSection
{
    private const int Nearest = 24;

    public static void Add(HtmlWriter page, ImageReportContent content)
    {
        if (content.Evaluation is not { } report)
        {
            return;
        }

        page.Add($"<section id=\"metrics\"><h2>How alike they are</h2><p>{report.Against}</p>");
        page.Add(
            $"""
            <p>Distances are between features of a small classifier that learned this very dataset{Accuracy(
                report
            )}: they are no
            Inception numbers and compare only within one dataset. <strong>Two real samples</strong> is the sampling floor: the same
            metric between real images. No model can be expected to do better.</p>
            <p class="key"><span class="key-band"></span>two real samples<span class="key-dot"></span>drawn images, with interval</p>
            """
        );
        MetricTable.Add(page, "Drawn images against real ones", [.. report.Results]);
        Classes(page, report);
        foreach (string warning in report.Warnings)
        {
            page.Add($"<p class=\"warnings\">{warning}</p>");
        }

        page.Add($"</section>");
        Novelty(page, content, report);
    }

    private static string Accuracy(ImageEvaluationReport report) =>
        report.Classifier.Accuracy is { } accuracy
            ? $" (it takes {Numeral.Percent(accuracy)} of held-out images for what they are)"
            : "";

    private static void Classes(HtmlWriter page, ImageEvaluationReport report)
    {
        if (report.Classes.Count == 0)
        {
            return;
        }

        TableMarkup.Open(
            page,
            "How often each class occurs, as the classifier sees the images",
            "account",
            "Class",
            "#Real",
            "#Drawn"
        );
        foreach (var fraction in report.Classes)
        {
            TableMarkup.Name(page, fraction.Class);
            TableMarkup.Number(page, Numeral.Percent(fraction.Reference));
            TableMarkup.Number(page, Numeral.Percent(fraction.Generated));
            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
    }

    private static void Novelty(HtmlWriter page, ImageReportContent content, ImageEvaluationReport report)
    {
        page.Add($"<section id=\"novelty\"><h2>How new they are</h2><p>{report.Novelty.Verdict}</p>");
        if (report.Nearest is { Images.Count: > 0 } nearest && content.Train is { } train)
        {
            int[] which = [.. Enumerable.Range(0, Math.Min(Nearest, nearest.Images.Count))];
            var found = train.Take([.. which.Select(image => nearest.Found.Index(image))]);
            page.Add($"<p>Drawn images, each with the nearest of all training images beside it.</p>");
            FigureMarkup.Picture(
                page,
                ImageGrid.Beside([nearest.Images.Take(which), Plain(found)]),
                "drawn, and nearest",
                "made",
                $"{Numeral.Whole(which.Length)} drawn images and their nearest training images"
            );
        }

        page.Add($"</section>");
    }

    private static ImageSet Plain(ImageSet images) => new(images.Shape, images.Pixels);
}
