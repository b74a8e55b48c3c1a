using Likeness.Figures.Report;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Modalities.Images.Report;

/// <summary>The similarity of sampled to real images, and the fractions of their classes.</summary>
internal static class ImageMetricSection
{
    public static void Add(HtmlWriter page, ImageReport content)
    {
        if (content.Results.Evaluation is not { } report)
        {
            return;
        }

        page.Add($"<section id=\"metrics\"><h2>Similarity</h2><p>{report.Against}</p>");
        page.Add(
            $"""
            <p>Distances are between features of a small classifier that was trained on this dataset{Accuracy(
                report
            )}. They are no
            Inception distances and compare only within one dataset. The <strong>real-vs-real baseline</strong> is the same metric
            between two sets of real images. No model can be expected to do better.</p>
            <p class="key"><span class="key-band"></span>real-vs-real baseline<span class="key-dot"></span>samples, with interval</p>
            """
        );
        MetricTable.Add(page, "Sampled against real images", [.. content.Measured]);
        Classes(page, report);
        page.Add($"</section>");
    }

    private static string Accuracy(ImageEvaluationReport report) =>
        report.Classifier.Accuracy is { } accuracy
            ? $" (its accuracy on real images that it was not trained on is {Numeral.Percent(accuracy)})"
            : "";

    private static void Classes(HtmlWriter page, ImageEvaluationReport report)
    {
        if (report.Classes.Count == 0)
        {
            return;
        }

        TableMarkup.Open(
            page,
            "The fraction of each class, as the classifier predicts it",
            "account",
            "Class",
            "#Real",
            "#Sampled"
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
}
