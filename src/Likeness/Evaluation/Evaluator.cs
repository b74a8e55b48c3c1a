using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>Says how alike generated and real rows are, and how new the generated ones are.</summary>
public static class Evaluator
{
    /// <summary>
    /// Judges generated rows against held-out rows, or, without any, against the training rows (the origin's protocol).
    /// Distances of whole rows use columns divided by their training standard deviation, but for the origin's MMD.
    /// </summary>
    /// <param name="train">The rows that the model was trained on.</param>
    /// <param name="heldOut">Real rows that it has not seen; null or empty where it was trained on everything.</param>
    /// <param name="generated">Rows drawn from the model, in the data's own units; any number of at least two.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <param name="progress">Told before each metric and at the end.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">A table has too few rows, other columns, or values that are not finite.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static EvaluationReport Evaluate(
        Table train,
        Table? heldOut,
        Table generated,
        EvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Evaluate(train, heldOut, generated, MetricRegistry.All, settings, progress, cancellationToken);

    internal static EvaluationReport Evaluate(
        Table train,
        Table? heldOut,
        Table generated,
        IReadOnlyList<IMetric> metrics,
        EvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new EvaluationSettings();
        if (heldOut is { RowCount: 0 })
        {
            heldOut = null;
        }

        var warnings = new List<string>();
        (train, heldOut, generated) = MissingColumns.LeaveOut(train, heldOut, generated, warnings);
        SampleCheck.Require(train, heldOut, generated, warnings);
        var data = new EvaluationData(
            SampleCheck.Limit(train, "real", settings, 0, warnings),
            heldOut is null ? null : SampleCheck.Limit(heldOut, "held-out", settings, 1, warnings),
            SampleCheck.Limit(generated, "generated", settings, 2, warnings),
            settings,
            cancellationToken
        );

        var results = new List<MetricResult>();
        for (int i = 0; i < metrics.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new EvaluationProgress(metrics[i].Name, i, metrics.Count));
            IReadOnlyList<MetricResult> found = metrics[i].Compute(data);
            Interval range = metrics[i].Range;
            results.AddRange(
                found.Where(result => double.IsFinite(result.Value)).Select(result => Within(range, result))
            );
            warnings.AddRange(
                found
                    .Where(result => !double.IsFinite(result.Value))
                    .Select(result => $"{result.Metric} could not be measured: these samples leave it undefined.")
            );
        }

        NoveltyReport novelty = NoveltyVerdict.Create(data);
        progress?.Report(new EvaluationProgress("done", metrics.Count, metrics.Count));
        return Report(data, results, novelty, warnings);
    }

    /// <summary>Compares two tables: all metrics of generated against real rows; novelty as if the real rows had been trained on.</summary>
    /// <param name="real">Real rows.</param>
    /// <param name="generated">Generated rows with as many columns.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <exception cref="LikenessException">A table has too few rows, other columns, or values that are not finite.</exception>
    public static EvaluationReport Evaluate(Table real, Table generated, EvaluationSettings? settings = null) =>
        Evaluate(real, null, generated, settings);

    private static MetricResult Within(Interval range, MetricResult result)
    {
        return result with
        {
            Value = Cut(result.Value),
            Interval = result.Interval is { } interval ? new Interval(Cut(interval.Low), Cut(interval.High)) : null,
        };

        // Adding 0 turns a rounded −0 into 0.
        double Cut(double value) => Math.Clamp(value, range.Low, range.High) + 0.0;
    }

    private static EvaluationReport Report(
        EvaluationData data,
        List<MetricResult> results,
        NoveltyReport novelty,
        List<string> warnings
    ) =>
        new()
        {
            Protocol = data.HeldOut is null ? "all real rows" : "held-out",
            Against = data.HeldOut is null
                ? $"{data.Generated.RowCount} generated rows against all {data.Train.RowCount} real rows (none was held out)."
                : $"{data.Generated.RowCount} generated rows against {data.HeldOut.RowCount} held-out rows that the model has not seen.",
            Columns = [.. data.Reference.Columns.Select(column => column.Name)],
            TrainRows = data.Train.RowCount,
            HeldOutRows = data.HeldOut?.RowCount ?? 0,
            ReferenceRows = data.Reference.RowCount,
            GeneratedRows = data.Generated.RowCount,
            Settings = data.Settings,
            Results = results,
            Novelty = novelty,
            Warnings = warnings,
        };
}
