using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>One number of one run.</summary>
/// <param name="Metric">Its name in the comparison.</param>
/// <param name="Value">The value.</param>
/// <param name="Floor">The real-vs-real baseline; null if unknown.</param>
/// <param name="Interval">The run's own interval; null without one.</param>
internal sealed record MeasuredValue(string Metric, double Value, double? Floor = null, Interval? Interval = null);

/// <summary>All measurements of one run, under their names in the comparison.</summary>
/// <param name="Metrics">The metrics.</param>
/// <param name="Values">The numbers, one for each metric.</param>
internal sealed record Measurement(IReadOnlyList<ComparedMetric> Metrics, IReadOnlyList<MeasuredValue> Values)
{
    /// <summary>Collects the measurements.</summary>
    /// <param name="outcome">The outcome of the run.</param>
    /// <param name="isUnit">Whether all values of the data lie between 0 and 1, as pi_generator's MMD assumes.</param>
    public static Measurement Create(RunOutcome outcome, bool isUnit)
    {
        var metrics = new List<ComparedMetric>();
        var values = new List<MeasuredValue>();
        if (outcome.Report is not { } report)
        {
            return new Measurement(metrics, values);
        }

        if (report.Likelihood is { } likelihood)
        {
            Add(
                new(
                    ComparisonColumns.Likelihood,
                    "nats per row",
                    Better.Lower,
                    "Only values of one kind of likelihood are comparable."
                ),
                new("", likelihood.Nats, Interval: likelihood.Interval)
            );
        }

        foreach (var result in report.Results.Where(result => result.Column is null))
        {
            Add(
                new(result.Metric, result.Unit, result.Better, result.HowToRead),
                new("", result.Value, result.Baseline?.Median, result.Interval)
            );
        }

        if (isUnit)
        {
            AddMmdOverBaseline(report, Add);
        }

        foreach (var group in report.Results.Where(result => result.Column is not null).GroupBy(r => r.Metric))
        {
            var first = group.First();
            var baselines = group.Select(result => result.Baseline?.Median).OfType<double>().ToList();
            Add(
                new($"{first.Metric} (mean of columns)", first.Unit, first.Better, first.HowToRead),
                new("", group.Average(result => result.Value), baselines.Count > 0 ? baselines.Average() : null)
            );
        }

        Add(
            new(ComparisonColumns.TrainSeconds, "s", Better.Lower, "Wall-clock time, measured on one machine."),
            new("", outcome.Timing.TrainSeconds)
        );
        if (outcome.Timing.RowsPerSecond is double speed)
        {
            Add(
                new(
                    ComparisonColumns.Speed,
                    "rows/s",
                    Better.Higher,
                    "Rows sampled per second, measured on one machine."
                ),
                new("", speed)
            );
        }

        return new Measurement(metrics, values);

        void Add(ComparedMetric metric, MeasuredValue value)
        {
            metrics.Add(metric);
            values.Add(value with { Metric = metric.Name });
        }
    }

    private static void AddMmdOverBaseline(EvaluationReport report, Action<ComparedMetric, MeasuredValue> add)
    {
        if (report.Find("MMD") is { } mmd && double.IsFinite(BaselineReading.Ratio(mmd)))
        {
            add(
                new(
                    ComparisonColumns.MmdOverBaseline,
                    "",
                    Better.Lower,
                    "1: samples are as far from test rows as other real rows."
                ),
                new("", BaselineReading.Ratio(mmd), 1)
            );
        }
    }
}
