using Likeness.Evaluation;
using Likeness.Evaluation.Novelty;
using Likeness.Figures;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Novelty of the generated rows: matches with training rows, and distances to the closest training row.</summary>
internal static class NoveltySection
{
    public static void Add(HtmlWriter page, EvaluationReport? report, Figure? distances)
    {
        if (report?.Novelty is not { } novelty)
        {
            return;
        }

        page.Add(
            $"<section id=\"novelty\"><h2>Novelty</h2><p>{report.Verdict.NoveltyReason}</p><div class=\"pair\"><div>"
        );
        TableMarkup.Open(
            page,
            $"Against the {Numeral.Whole(report.TrainRows)} training rows",
            "novelty",
            "Measure",
            "#Generated",
            "#" + Sentence(novelty.Baseline)
        );
        var (generated, baseline) = (novelty.Generated, novelty.BaselineDistances);
        Row(
            page,
            "Exact matches with a training row",
            Numeral.Percent(novelty.ExactMatches),
            Numeral.Percent(novelty.BaselineExactMatches)
        );
        Row(
            page,
            "Median distance to the closest training row",
            Numeral.Short(generated.Median),
            Numeral.Short(baseline.Median)
        );
        Row(
            page,
            "Mean distance to the closest training row",
            Numeral.Short(generated.Mean),
            Numeral.Short(baseline.Mean)
        );
        Row(
            page,
            "Nearest over second-nearest distance, median",
            Numeral.Short(novelty.NeighbourRatio),
            Numeral.Short(novelty.BaselineNeighbourRatio)
        );
        Row(page, "Median distance over that of real rows", Numeral.Short(novelty.MedianDistanceRatio), "1");
        if (novelty.CloserToTrain is { } closer)
        {
            Row(
                page,
                "Closer to a training row than to any test one",
                Numeral.Percent(closer),
                $"{Numeral.Percent(novelty.ExpectedCloserToTrain ?? 0.5)} expected"
            );
        }

        if (novelty.OverfittingProtection is { } protection)
        {
            Row(page, "Overfitting protection, 1 is best", Numeral.Short(protection), "1 expected");
        }

        foreach (var match in novelty.Matches.Where(match => match.Scale is MatchScale.VeryNear or MatchScale.Near))
        {
            string real = match.Scale == MatchScale.VeryNear ? "99 %" : "95 %";
            Row(
                page,
                $"Near matches: nearer to a training row than {real} of real rows to each other",
                Numeral.Percent(match.Fraction),
                $"{Numeral.Percent(match.Chance)} by chance (p = {Numeral.Short(match.PValue, 2)})"
            );
        }

        TableMarkup.Close(page);
        page.Add(
            $"<p class=\"how\">Distances are in standard deviations of the training columns; two categories, or a missing and another value, differ by 1.</p></div>"
        );
        if (distances is not null)
        {
            FigureMarkup.Chart(page, distances);
        }

        page.Add($"</div>");
        var measures = report.In(MetricGroup.Novelty).ToList();
        if (measures.Count > 0)
        {
            MetricTable.Add(page, "Are the rows new?", measures);
        }

        page.Add($"</section>");
    }

    private static void Row(HtmlWriter page, string name, string generated, string baseline)
    {
        TableMarkup.Name(page, name);
        TableMarkup.Value(page, generated);
        TableMarkup.Number(page, baseline);
        page.Add($"</tr>");
    }

    private static string Sentence(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
