using Likeness.Evaluation;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>A table of the metrics that answer one question.</summary>
internal static class MetricTable
{
    private const int FoldAbove = 16;

    public static void Add(HtmlWriter page, string caption, List<MetricResult> results)
    {
        bool fold = results.Count > FoldAbove;
        if (fold)
        {
            int within = results.Count(result => BaselineReading.IsWithin(result) == true);
            page.Add($"<details><summary>{caption} {results.Count} numbers, {within} within the baseline</summary>");
        }

        TableMarkup.Open(
            page,
            caption,
            "metrics",
            "Metric",
            "#Value",
            "#Interval",
            "#Real-vs-real baseline",
            "Against the baseline",
            "Reading"
        );
        string? before = null;
        foreach (var result in results)
        {
            AddRow(page, result, explain: result.Metric != before);
            before = result.Metric;
        }

        TableMarkup.Close(page);
        if (fold)
        {
            page.Add($"</details>");
        }
    }

    private static void AddRow(HtmlWriter page, MetricResult result, bool explain)
    {
        page.Add($"<tr><th scope=\"row\">{result.FullName}");
        if (result.Unit.Length > 0)
        {
            page.Add($"<span class=\"unit\">({result.Unit})</span>");
        }

        if (explain)
        {
            page.Add($"<span class=\"how\">{result.HowToRead}</span>");
        }

        if (result.Note is { } note)
        {
            page.Add($"<span class=\"how\">{note}</span>");
        }

        page.Add($"</th>");
        TableMarkup.Value(page, Numeral.Short(result.Value));
        TableMarkup.Number(page, result.Interval is { } i ? Numeral.Range(i.Low, i.High) : "–", "interval");
        TableMarkup.Number(
            page,
            result.Baseline is { } f ? Numeral.Range(f.Low, f.High) : "–",
            "real-vs-real baseline"
        );
        page.Add($"<td class=\"bar\">{new HtmlWriter.Trusted(MetricBar.Draw(result)?.ToInlineSvg() ?? "")}</td>");
        page.Add(
            $"<td class=\"{(BaselineReading.IsWithin(result) == true ? "within" : "beyond")}\">{BaselineReading.InWords(result)}"
        );
        if (result.PValue is { } p)
        {
            page.Add($"<span class=\"how\">p = {Numeral.Short(p, 2)}</span>");
        }

        page.Add($"</td></tr>");
    }
}
