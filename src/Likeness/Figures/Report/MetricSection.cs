using Likeness.Evaluation;
using Likeness.Figures.Charts;

namespace Likeness.Figures.Report;

/// <summary>Every metric with its sampling floor and interval, one table a question.</summary>
internal static class MetricSection
{
    private const int FoldAbove = 12;

    public static void Add(HtmlWriter page, EvaluationReport? report)
    {
        if (report is null)
        {
            return;
        }

        page.Add($"<section id=\"metrics\"><h2>How alike they are</h2>");
        page.Add(
            $"<p>{report.Against} <strong>Two real samples</strong> is the sampling floor: the same metric between two real samples of this size, the middle 90 % of {report.Settings.FloorRepeats} random splits. No model can be expected to do better than that. The interval is how far sampling alone moves the value (middle 90 % of {report.Settings.Resamples} bootstrap resamples).</p>"
        );
        page.Add(
            $"<p class=\"key\"><span class=\"key-band\"></span> two real samples <span class=\"key-dot\"></span> generated, with its interval</p>"
        );
        foreach (var group in Enum.GetValues<MetricGroup>().Where(group => group != MetricGroup.Novelty))
        {
            var results = report.In(group).ToList();
            if (results.Count > 0)
            {
                AddGroup(page, group, results);
            }
        }

        if (report.Likelihood is { } likelihood)
        {
            string interval = likelihood.Interval is { } i
                ? $" (90 % interval {Numeral.Short(i.Low, 4)} to {Numeral.Short(i.High, 4)})"
                : "";
            page.Add(
                $"<p><strong>Likelihood.</strong> The model gives {likelihood.On} a mean negative log-density of {Numeral.Short(likelihood.Nats, 5)} nats a row{interval}, {Numeral.Short(likelihood.BitsPerDimension, 4)} bits per dimension in data space ({likelihood.Kind}; {Numeral.Whole(likelihood.Rows)} rows). Lower is better; compare it only with values of the same kind.</p>"
            );
        }

        if (report.Warnings.Count > 0)
        {
            page.Add($"<ul class=\"warnings\">");
            foreach (string warning in report.Warnings)
            {
                page.Add($"<li>{warning}</li>");
            }

            page.Add($"</ul>");
        }

        page.Add($"</section>");
    }

    private static void AddGroup(HtmlWriter page, MetricGroup group, List<MetricResult> results)
    {
        string caption = group switch
        {
            MetricGroup.Origin => "The origin project’s three numbers",
            MetricGroup.Distribution => "Are the rows as a whole alike?",
            MetricGroup.Columns => "Are the columns, and how they move together, alike?",
            _ => "Are the rows plausible, and do they cover the data?",
        };
        bool fold = results.Count > FoldAbove;
        if (fold)
        {
            page.Add($"<details><summary>{caption} ({results.Count} numbers)</summary>");
        }

        page.Add(
            $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"metrics\"><caption>{caption}</caption>"
        );
        page.Add(
            $"<thead><tr><th scope=\"col\">Metric</th><th scope=\"col\" class=\"number\">Value</th><th scope=\"col\" class=\"number\">Interval</th><th scope=\"col\" class=\"number\">Two real samples</th><th scope=\"col\">Beside the floor</th><th scope=\"col\">Reading</th></tr></thead><tbody>"
        );
        string? before = null;
        foreach (var result in results)
        {
            AddRow(page, result, explained: result.Metric == before);
            before = result.Metric;
        }

        page.Add($"</tbody></table></div>");
        if (fold)
        {
            page.Add($"</details>");
        }
    }

    private static void AddRow(HtmlWriter page, MetricResult result, bool explained)
    {
        double excess = Verdict.Excess(result);
        string interval = result.Interval is { } i ? $"{Numeral.Short(i.Low)} to {Numeral.Short(i.High)}" : "–";
        string floor = result.Floor is { } f ? $"{Numeral.Short(f.Low)} to {Numeral.Short(f.High)}" : "–";
        string unit = result.Unit.Length > 0 ? $" ({result.Unit})" : "";
        string bar = MetricBar.Draw(result)?.ToInlineSvg() ?? "";
        string reading = result.PValue is { } p
            ? $"{Verdict.Times(excess)}, p = {Numeral.Short(p, 2)}"
            : Verdict.Times(excess);
        page.Add($"<tr><th scope=\"row\">{Verdict.NameOf(result)}<span class=\"unit\">{unit}</span>");
        if (!explained)
        {
            page.Add($"<span class=\"how\" title=\"{result.Source}\">{result.HowToRead}</span>");
        }

        if (result.Note is { } note)
        {
            page.Add($"<span class=\"how\">{note}</span>");
        }

        page.Add(
            $"</th><td class=\"number value\">{Numeral.Short(result.Value)}</td><td class=\"number\">{interval}</td><td class=\"number\">{floor}</td><td class=\"bar\">{new HtmlWriter.Trusted(bar)}</td><td class=\"{(excess <= 1 ? "within" : "beyond")}\">{reading}</td></tr>"
        );
    }
}
