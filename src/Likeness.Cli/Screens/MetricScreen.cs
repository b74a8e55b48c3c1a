using Likeness.Evaluation;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The metrics of an evaluation beside what two real samples would show, and how new the samples are.</summary>
internal static class MetricScreen
{
    private const int MaxColumns = 20;

    public static void Show(EvaluationReport report)
    {
        Page.Line($"\n[bold]How alike[/]  {Markup.Escape(report.Against)}");
        Page.Write(Whole(report.Results));
        ShowColumns(report);
        if (report.Likelihood is { } likelihood)
        {
            string truth = likelihood.Entropy is { } entropy ? $"; the true density has {-entropy:0.000}" : "";
            Page.Line(
                $"[bold]Likelihood[/]  mean log p = {-likelihood.Nats:0.000} nats a row, {likelihood.BitsPerDimension:0.000} bits per dimension on the {Markup.Escape(likelihood.On)} ({Markup.Escape(likelihood.Kind)}){truth}"
            );
        }

        if (report.Calibration is { } calibration)
        {
            Page.Line(
                $"[bold]Calibration[/]  {Markup.Escape(calibration.On)} lie {calibration.Statistic:0.000} from where a right density would place them (chance: up to {calibration.Baseline:0.000})"
            );
        }

        HelpRows.WriteParagraph(
            $"[bold]Novelty[/]  {(report.Novelty.LooksMemorised ? "[red]copied[/]" : "[green]new[/]")}  ",
            report.Novelty.LooksMemorised ? 17 : 14,
            report.Novelty.Verdict
        );
        foreach (string warning in report.Warnings)
        {
            Page.Line($"[yellow]{Markup.Escape(warning)}[/]");
        }
    }

    /// <summary>The metrics that are of no single column, beside what two real samples show.</summary>
    public static Table Whole(IEnumerable<MetricResult> results)
    {
        string[] intervals = Page.IsNarrow ? [] : ["90 % interval"];
        var table = Page.Table(["Metric", "Value", .. intervals, "Two real samples", "Reading"]);
        foreach (var number in table.Columns.Skip(1).SkipLast(1))
        {
            number.RightAligned().NoWrap();
        }

        foreach (var result in results.Where(result => result.Column is null))
        {
            string interval = result.Interval is { } range ? Range(range.Low, range.High) : "";
            table.AddRow([
                Markup.Escape(result.Metric),
                Page.Number(result.Value),
                .. Page.IsNarrow ? [] : new[] { interval },
                result.Baseline is { } baseline ? Range(baseline.Low, baseline.High) : "",
                MetricReading.Coloured(result, MetricReading.Describe(result)),
            ]);
        }

        return table;
    }

    private static void ShowColumns(EvaluationReport report)
    {
        var columns = report.Columns.Where(column => report.Results.Any(result => result.Column == column)).ToList();
        if (columns.Count == 0)
        {
            return;
        }

        string[] metrics =
        [
            .. report.Results.Where(result => result.Column is not null).Select(result => result.Metric).Distinct(),
        ];
        var table = Page.Table(["Column", .. metrics]);
        foreach (var number in table.Columns.Skip(1))
        {
            number.RightAligned();
        }

        foreach (string column in columns.Take(MaxColumns))
        {
            var cells = metrics.Select(metric =>
                report.Find(metric, column) is { } result ? MetricReading.Coloured(result, Cell(result)) : ""
            );
            table.AddRow([$"[cyan]{Markup.Escape(column)}[/]", .. cells]);
        }

        Page.Write(table);
        if (columns.Count > MaxColumns)
        {
            Page.Line($"  [grey]… and {columns.Count - MaxColumns} more columns in the report[/]");
        }
    }

    private static string Cell(MetricResult result) =>
        result.Baseline is { } baseline
            ? $"{Page.Number(result.Value)} [grey]({(result.Better == Better.Higher ? $"≥ {Page.Number(baseline.Low)}" : $"≤ {Page.Number(baseline.High)}")})[/]"
            : Page.Number(result.Value);

    private static string Range(double low, double high) => $"[grey]{Page.Number(low)} … {Page.Number(high)}[/]";
}
