using Likeness.Evaluation;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Sequences;

/// <summary>The metrics that compare windows of generated and of real data, with their real-vs-real baselines.</summary>
internal static class ComparisonSection
{
    public static void Add(HtmlWriter page, IReadOnlyList<MetricResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        page.Add($"<section id=\"metrics\"><h2>Similarity and memorisation</h2>");
        MetricTable.Add(page, "Generated and real data", [.. results]);
        page.Add($"</section>");
    }
}
