using Likeness.Data;
using Likeness.Data.Datasets;
using Likeness.Data.Transforms;
using Likeness.Evaluation;

namespace Likeness.Runs;

/// <summary>Judges what a run's model draws, and writes samples.csv, metrics.json, the figures and report.html into its folder.</summary>
public static class RunEvaluation
{
    // Pictures show as many rows as the data has; beyond this they would only grow heavier.
    private const int MaxSampled = 10_000;

    /// <summary>
    /// Draws rows, compares the first of them with the held-out rows (with all rows where none were held out), measures the likelihood where
    /// the model has one, and writes it all down.
    /// </summary>
    /// <param name="run">The run; its data is read again.</param>
    /// <param name="count">How many rows to judge; null for as many as they are compared with.</param>
    /// <param name="settings">Seed (of the samples too), repeats and sizes; null for the defaults under the run's own seed.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work; what is written stays whole.</param>
    /// <exception cref="LikenessException">The data cannot be read or has changed, rows are too few to judge, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EvaluationReport Evaluate(
        this Run run,
        int? count = null,
        EvaluationSettings? settings = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new EvaluationSettings { Seed = run.Record.Seed };
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = run.LoadData();
        bool isHeldOut = data.HeldOut.RowCount > 0;
        var reference = isHeldOut ? data.HeldOut : data.All;
        int evaluated = count ?? reference.RowCount;
        int sampled = Math.Max(evaluated, Math.Min(data.All.RowCount, MaxSampled));
        var samples = run.Sample(sampled, settings.Seed, progress: progress, cancellationToken: cancellationToken);
        CsvWriter.Write(run.Folder.SamplesFile, samples);

        var report = Evaluator.Evaluate(
            data.Train,
            data.HeldOut,
            samples.TakeRows([.. Enumerable.Range(0, evaluated)]),
            settings,
            progress is null ? null : new MetricProgress(progress),
            cancellationToken
        );
        if (run.HasDensity)
        {
            var own = samples.TakeRows([.. Enumerable.Range(0, evaluated)]);
            report = WithDensity(run, report, reference, own, settings, progress, cancellationToken);
        }

        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting });
        ReportJson.Write(run.Folder.MetricsFile, report);
        RunReport.Write(run.Folder, run.Record, data.Summary(run.Transform), data.All, samples, report);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting, Fraction = 1 });
        return report;
    }

    // The model's own rows are scored as the real ones are, grid cells and all, so that the two can be compared.
    private static EvaluationReport WithDensity(
        Run run,
        EvaluationReport report,
        Table reference,
        Table samples,
        EvaluationSettings settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var noise = new DequantisationNoise(settings.Seed, RandomUse.HeldOutDequantisation.Stream());
        int done = 0;
        Sampling.RowScores Scored(Table rows)
        {
            int before = done;
            done += rows.RowCount;
            return run.Score(
                rows,
                noise,
                part =>
                    progress?.Report(
                        new TrainingProgress
                        {
                            Phase = RunPhase.Scoring,
                            Fraction = (before + part) / (double)(reference.RowCount + samples.RowCount),
                        }
                    ),
                cancellationToken
            );
        }

        var real = Scored(reference);
        var own = Scored(samples);
        string on = report.HeldOutRows > 0 ? "held-out rows" : "training rows";
        return report with
        {
            Likelihood = LikelihoodReport.Compute(
                [.. real.LogDensity],
                run.Transform.ModelDimensions,
                on,
                real.Kind,
                settings
            ) with
            {
                Entropy = run.Record.Data.Source.Dataset is { } name
                    ? DatasetRegistry.Find(name).Density?.Entropy
                    : null,
            },
            Calibration = CalibrationReport.Compute([.. real.LogDensity], [.. own.LogDensity], on),
        };
    }

    internal sealed class MetricProgress(IProgress<TrainingProgress> progress) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) =>
            progress.Report(
                new TrainingProgress
                {
                    Phase = RunPhase.Evaluating,
                    Fraction = value.Done / (double)Math.Max(1, value.Total),
                }
            );
    }
}
