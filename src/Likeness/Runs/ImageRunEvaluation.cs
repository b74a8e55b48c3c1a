using Likeness.Data.Images;
using Likeness.Evaluation;
using Likeness.Evaluation.Images;
using Likeness.Figures;
using Likeness.Figures.Report;
using Likeness.Sampling;

namespace Likeness.Runs;

/// <summary>
/// Judges what a run of images draws and gives back, and writes samples.png, reconstructions.png, metrics.json and report.html into its
/// folder.
/// </summary>
public static class ImageRunEvaluation
{
    private const int Shown = 64;
    private const int Pairs = 32;
    private const int MaxReconstructed = 1000;

    /// <summary>Images that are judged where nobody says how many: drawing more would take some models hours.</summary>
    public const int Evaluated = 1000;

    /// <summary>Images whose density is judged at most where each takes the solution of a differential equation.</summary>
    internal const int MaxIntegrated = 256;

    /// <summary>Judges a run on images that its model has not seen.</summary>
    /// <param name="run">The run.</param>
    /// <param name="count">How many images to draw and judge.</param>
    /// <param name="settings">Seed (of the samples too), sizes and threads; null for the defaults under the run's own seed.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work; what is written stays whole.</param>
    /// <exception cref="LikenessException">The data cannot be read or has changed, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ImageRunReport Evaluate(
        this ImageRun run,
        int count = Evaluated,
        ImageEvaluationSettings? settings = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new ImageEvaluationSettings { Seed = run.Record.Seed };
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = run.LoadData();
        var (real, on) = data.Test.Count > 0 ? (data.Test, "held-out images") : (data.Train, "training images");
        var samples = run.Sample(Math.Max(Shown, count), settings.Seed, progress, cancellationToken);
        ImageSampleFile.WritePicture(run.Folder.SamplePicture, ImageGrid.Draw(First(samples, Shown)));
        var report = new ImageRunReport(Likelihood(run, real, on, settings, progress, cancellationToken), null, null);
        ImageSet? back = null;
        if (run.CanReconstruct)
        {
            var some = First(real, MaxReconstructed);
            back = run.Reconstruct(some, progress, cancellationToken);
            var pairs = PairSimilarity.Compute(some, back, settings.Threads, cancellationToken);
            report = report with { Reconstruction = ReconstructionReport.FromPairs(pairs) };
            var shown = First(some, Pairs);
            ImageSampleFile.WritePicture(
                run.Folder.ReconstructionPicture,
                ImageGrid.Beside([shown, First(back, Pairs)])
            );
        }

        report = report with
        {
            Evaluation = !CanBeEvaluated(data)
                ? null
                : ImageEvaluator.Evaluate(
                    data.Train,
                    data.Test,
                    First(samples, count),
                    settings,
                    progress is null ? null : new RunEvaluation.MetricProgress(progress),
                    cancellationToken
                ),
        };
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting });
        ImageReportJson.Write(run.Folder.MetricsFile, report);
        ImageRunReportPage.Write(run, data, real, samples, back, report);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting, Fraction = 1 });
        return report;
    }

    private static LikelihoodReport? Likelihood(
        ImageRun run,
        ImageSet real,
        string on,
        ImageEvaluationSettings settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (!run.HasDensity)
        {
            return null;
        }

        if (run.IntegratesDensity && real.Count > MaxIntegrated)
        {
            (real, on) = (First(real, MaxIntegrated), $"{on} (the first ones)");
        }

        var scores = run.Score(real, progress, cancellationToken);
        return LikelihoodReport.Compute(
            [.. scores.LogDensity],
            run.Transform.Shape.Length,
            on,
            scores.Kind,
            new EvaluationSettings { Seed = settings.Seed }
        );
    }

    // The data of a first try may be too small to say anything by.
    private static bool CanBeEvaluated(ImageData data) =>
        data.Train.Count >= ImageEvaluator.MinImages
        && (data.Test.Count == 0 || data.Test.Count >= ImageEvaluator.MinImages);

    private static ImageSet First(ImageSet images, int max) =>
        images.Count <= max ? images : images.Take([.. Enumerable.Range(0, max)]);
}
