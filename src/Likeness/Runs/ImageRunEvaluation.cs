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
    private const int MostReconstructed = 1000;

    /// <summary>Images that are judged where nobody says how many: drawing more would take some models hours.</summary>
    public const int Judged = 1000;

    /// <summary>Images whose density is judged at most where each takes the solution of a differential equation.</summary>
    internal const int MostIntegrated = 256;

    /// <summary>Judges a run on images that its model has not seen.</summary>
    /// <param name="run">The run.</param>
    /// <param name="count">How many images to draw and judge.</param>
    /// <param name="settings">Seed (of the samples too), sizes and threads; null for the defaults under the run's own seed.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellation">Stops between pieces of work; what is written stays whole.</param>
    /// <exception cref="LikenessException">The data cannot be read or has changed, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ImageRunReport Evaluate(
        this ImageRun run,
        int count = Judged,
        ImageEvaluationSettings? settings = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        settings ??= new ImageEvaluationSettings { Seed = run.Record.Seed };
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = run.LoadData();
        var (real, on) = data.Test.Count > 0 ? (data.Test, "held-out images") : (data.Train, "training images");
        var samples = run.Sample(Math.Max(Shown, count), settings.Seed, progress, cancellation);
        ImageSampleFile.WritePicture(run.Folder.SamplePicture, ImageGrid.Draw(First(samples, Shown)));
        var report = new ImageRunReport(Likelihood(run, real, on, settings, progress, cancellation), null, null);
        ImageSet? back = null;
        if (run.CanReconstruct)
        {
            var some = First(real, MostReconstructed);
            back = run.Reconstruct(some, progress, cancellation);
            var pairs = PairSimilarity.Of(some, back, settings.Threads, cancellation);
            report = report with { Reconstruction = ReconstructionReport.Of(pairs) };
            var shown = First(some, Pairs);
            ImageSampleFile.WritePicture(
                run.Folder.ReconstructionPicture,
                ImageGrid.Beside([shown, First(back, Pairs)])
            );
        }

        report = report with
        {
            Evaluation = !CanBeJudged(data)
                ? null
                : ImageEvaluator.Evaluate(
                    data.Train,
                    data.Test,
                    First(samples, count),
                    settings,
                    progress is null ? null : new RunEvaluation.MetricProgress(progress),
                    cancellation
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
        CancellationToken cancellation
    )
    {
        if (!run.HasDensity)
        {
            return null;
        }

        if (run.IntegratesDensity && real.Count > MostIntegrated)
        {
            (real, on) = (First(real, MostIntegrated), $"{on} (the first ones)");
        }

        var scores = run.Score(real, progress, cancellation);
        return LikelihoodReport.Of(
            [.. scores.LogDensity],
            run.Transform.Shape.Length,
            on,
            scores.Kind,
            new EvaluationSettings { Seed = settings.Seed }
        );
    }

    // The data of a first try may be too small to say anything by.
    private static bool CanBeJudged(ImageData data) =>
        data.Train.Count >= ImageEvaluator.FewestImages
        && (data.Test.Count == 0 || data.Test.Count >= ImageEvaluator.FewestImages);

    private static ImageSet First(ImageSet images, int most) =>
        images.Count <= most ? images : images.Take([.. Enumerable.Range(0, most)]);
}
