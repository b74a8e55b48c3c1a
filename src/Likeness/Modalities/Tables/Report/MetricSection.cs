using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Every metric with its real-vs-real baseline and interval, one table per question, then likelihood, warnings and definitions.</summary>
internal static class MetricSection
{
    private static readonly (MetricGroup Group, string Caption)[] Questions =
    [
        (MetricGroup.Distribution, "Are the joint distributions similar?"),
        (MetricGroup.Columns, "Are the columns and their dependencies similar?"),
        (MetricGroup.Coverage, "Are the rows plausible, and do they cover the data?"),
        (MetricGroup.PiGenerator, "How does it compare with the published numbers of pi_generator?"),
    ];

    public static void Add(HtmlWriter page, EvaluationReport? report, Figure? calibration)
    {
        if (report is null)
        {
            return;
        }

        page.Add($"<section id=\"metrics\"><h2>Similarity</h2>");
        page.Add(
            $"""
            <p>The <strong>real-vs-real baseline</strong> is the same metric between two real samples of this size
            (the middle 90 % of {report.Settings.BaselineRepeats} random splits). No model can be expected to do better.
            The <strong>interval</strong> is how far sampling alone moves the value
            (the middle 90 % of {report.Settings.Resamples} bootstrap resamples).</p>
            <p class="key"><span class="key-band"></span>real-vs-real baseline<span class="key-dot"></span>generated rows, with interval</p>
            """
        );
        foreach (var (group, caption) in Questions)
        {
            var results = report.In(group).Select(ClassifierEvidence.WithAuc).ToList();
            if (results.Count > 0)
            {
                MetricTable.Add(page, Caption(group, caption, results), results);
            }
        }

        SdMetricsSection.Add(page, report.SdMetrics);
        AddLikelihood(page, report.Likelihood);
        AddCalibration(page, report.Calibration, calibration);
        AddWarnings(page, report.Warnings);
        AddDefinitions(page, report.Results);
        page.Add($"</section>");
    }

    // The reference implementation knows tables of numbers only, for which alone its MMD is computed.
    private static string Caption(MetricGroup group, string caption, List<MetricResult> results) =>
        group == MetricGroup.PiGenerator && !results.Exists(result => result.Metric == new PiGeneratorMmd().Name)
            ? "How far apart are the columns of numbers?"
            : caption;

    private static void AddLikelihood(HtmlWriter page, LikelihoodReport? likelihood)
    {
        if (likelihood is null)
        {
            return;
        }

        string interval = likelihood.Interval is { } i
            ? $", 90 % interval {Numeral.Short(i.Low, 4)} to {Numeral.Short(i.High, 4)}"
            : "";
        string entropy = likelihood.Entropy is { } truth
            ? $" The density of these rows is known: its entropy is {Numeral.Plain(truth, 4)} nats, and the excess of a model is its Kullback–Leibler divergence from it."
            : "";
        page.Add(
            $"""
            <h3>How likely does the model find real rows?</h3>
            <p>The mean negative log-density of {Numeral.Whole(likelihood.Rows)} {likelihood.On} is
            <strong>{Numeral.Short(likelihood.Nats, 5)} nats per row</strong>{interval}, or
            {Numeral.Short(likelihood.BitsPerDimension, 4)} bits per dimension, in data space ({likelihood.Accuracy}).
            Lower is better; compare only values of one kind on the same data.{entropy}</p>
            """
        );
    }

    private static void AddCalibration(HtmlWriter page, CalibrationReport? calibration, Figure? figure)
    {
        if (calibration is null || figure is null)
        {
            return;
        }

        page.Add(
            $"""
            <h3>Highest-density-region coverage</h3>
            <p>The fraction of {Numeral.Whole(
                calibration.Rows
            )} {calibration.On} inside each of the model's highest-density regions, which {Numeral.Whole(
                calibration.Samples
            )} of its samples determine,
            deviates from the region's mass by at most <strong>{Numeral.Short(calibration.Statistic)}</strong>
            (p = {Numeral.Short(calibration.PValue, 2)}; up to {Numeral.Short(
                calibration.Baseline
            )} is expected by chance).</p>
            """
        );
        FigureMarkup.Chart(page, figure, "chart beside");
    }

    private static void AddWarnings(HtmlWriter page, IReadOnlyList<string> warnings)
    {
        if (warnings.Count > 0)
        {
            page.Add($"<h3>Warnings</h3><ul class=\"warnings\">");
            foreach (string warning in warnings)
            {
                page.Add($"<li>{warning}</li>");
            }

            page.Add($"</ul>");
        }
    }

    private static void AddDefinitions(HtmlWriter page, IReadOnlyList<MetricResult> results)
    {
        page.Add($"<details><summary>Sources of the definitions</summary><dl class=\"sources\">");
        foreach (var result in results.DistinctBy(result => result.Metric))
        {
            page.Add($"<div><dt>{result.Metric}</dt><dd>{result.Source}</dd></div>");
        }

        page.Add($"</dl></details>");
    }
}
