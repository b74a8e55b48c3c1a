using Likeness.Evaluation;

namespace Likeness.Figures.Report;

/// <summary>How new the generated rows are: copies, and how near the closest training row is.</summary>
internal static class NoveltySection
{
    public static void Add(HtmlWriter page, EvaluationReport? report, Figure? distances)
    {
        if (report is null)
        {
            return;
        }

        var novelty = report.Novelty;
        page.Add($"<section id=\"novelty\"><h2>How new they are</h2><p>{novelty.Verdict}</p><div class=\"pair\">");
        page.Add(
            $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Novelty\"><table><caption>Against the {Numeral.Whole(report.TrainRows)} training rows</caption>"
        );
        page.Add(
            $"<thead><tr><th scope=\"col\"></th><th scope=\"col\" class=\"number\">Generated</th><th scope=\"col\" class=\"number\">{Capital(novelty.Baseline)}</th></tr></thead><tbody>"
        );
        Row(
            page,
            "Exact copies of a training row",
            Numeral.Percent(novelty.ExactCopies),
            Numeral.Percent(novelty.BaselineExactCopies)
        );
        Row(
            page,
            "Median distance to the closest training row",
            Numeral.Short(novelty.Generated.Median),
            Numeral.Short(novelty.BaselineDistances.Median)
        );
        Row(
            page,
            "Mean distance to the closest training row",
            Numeral.Short(novelty.Generated.Mean),
            Numeral.Short(novelty.BaselineDistances.Mean)
        );
        Row(
            page,
            "Nearest over second-nearest distance (median)",
            Numeral.Short(novelty.NeighbourRatio),
            Numeral.Short(novelty.BaselineNeighbourRatio)
        );
        Row(
            page,
            "Median distance, generated over real (1 is as new as real rows)",
            Numeral.Short(novelty.MedianDistanceRatio),
            "1"
        );
        if (novelty.CloserToTrain is { } closer)
        {
            Row(page, "Closer to training than to held-out rows", Numeral.Percent(closer), "50 %");
        }

        if (novelty.OverfittingProtection is { } protection)
        {
            Row(page, "Overfitting protection (1 is best)", Numeral.Short(protection), "1");
        }

        page.Add($"</tbody></table></div>");
        if (distances is not null)
        {
            FigureMarkup.Chart(
                page,
                distances,
                "A generated curve well to the left of the other means copies. Dashed: medians."
            );
        }

        page.Add($"</div></section>");
    }

    private static void Row(HtmlWriter page, string name, string generated, string baseline) =>
        page.Add(
            $"<tr><th scope=\"row\">{name}</th><td class=\"number value\">{generated}</td><td class=\"number\">{baseline}</td></tr>"
        );

    private static string Capital(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
