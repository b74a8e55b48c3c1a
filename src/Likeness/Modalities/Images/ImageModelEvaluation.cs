using Likeness.Data;
using Likeness.Data.Downloads;
using Likeness.Evaluation;
using Likeness.Figures.Report;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Report;
using Likeness.Runs;
using Likeness.Training.Diagnosis;

namespace Likeness.Modalities.Images;

/// <summary>Evaluates a trained model of images, and writes samples.png and reconstructions.png into the run's folder.</summary>
internal static class ImageModelEvaluation
{
    /// <summary>The default number of sampled images: more would take some models hours.</summary>
    public const int DefaultSamples = 1000;

    private const string SamplesFile = "samples.png";
    private const string ReconstructionsFile = "reconstructions.png";

    /// <summary>The evaluator's settings: classifiers are saved in the folder of published datasets.</summary>
    /// <param name="request">Seed and threads.</param>
    /// <param name="seed">The default seed.</param>
    public static ImageEvaluationSettings Settings(EvaluationRequest request, ulong seed) =>
        new()
        {
            Seed = request.Seed ?? seed,
            Threads = request.ThreadCount,
            ClassifierFolder = Path.Combine(DataRoot.Resolve(), "classifiers"),
        };

    /// <summary>Samples images, and compares them with the test images (or the training images if there are none).</summary>
    /// <param name="trained">The trained model; its data is read again.</param>
    /// <param name="count">The number of images to sample and compare.</param>
    /// <param name="settings">Seed (of the samples too), sizes and threads.</param>
    /// <param name="progress">Receives progress reports.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <param name="time">The time for all of it; null for no limit.</param>
    /// <param name="budget">The time of the whole command; null for <paramref name="time"/>.</param>
    public static EvaluationOutcome Evaluate(
        TrainedModel trained,
        int count,
        ImageEvaluationSettings settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken,
        TimeSpan? time = null,
        TimeSpan? budget = null
    )
    {
        var model = trained.As<ImageModel>();
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = model.LoadData();
        if (time is { } limit)
        {
            var slowness = Slowness.Measure(settings.Threads);
            settings = ImageEvaluationTime.Within(settings, budget ?? limit, data.Train, data.Test.Count > 0, slowness);
            double seconds = WarmTime.SecondsOf(() =>
                model.Sample(ImageReport.Shown, settings.Seed, progress: null, cancellationToken)
            );
            count = ImageEvaluationTime.Samples(count, limit, seconds / ImageReport.Shown);
        }

        var sizes = Integrations.All;
        var (real, on) = data.Test.Count > 0 ? (data.Test, "test images") : (data.Train, "training images");
        if (model.CanEdit)
        {
            return Edits(trained, data, real.First(count), settings, progress, cancellationToken);
        }

        if (time is { } left && model.IntegratesDensity)
        {
            sizes = Integrations.Within(left, some => model.Reconstruct(real.First(some), null, cancellationToken));
        }

        var samples = model.Sample(Math.Max(ImageReport.Shown, count), settings.Seed, progress, cancellationToken);
        var shown = samples.First(ImageReport.Shown);
        ImageSampleFile.WritePicture(trained.Folder.PathOf(SamplesFile), ImageGrid.Draw(shown));
        var (likelihood, warnings) = Likelihood(model, real, on, sizes, settings, progress, cancellationToken);
        var (similarity, back) = Reconstruct(trained, real.First(sizes.Coded), settings, progress, cancellationToken);
        var evaluation = CanBeCompared(data)
            ? ImageEvaluator.Evaluate(
                data.Train,
                data.Test,
                samples.First(count),
                settings,
                progress is null ? null : new EvaluationRelay(progress),
                cancellationToken
            )
            : null;
        var report = new ImageReport(real, samples, new ImageResults(likelihood, similarity, evaluation))
        {
            Train = data.Train,
            Reconstructions = back,
            Warnings = warnings,
        };
        return report.Outcome() with
        {
            Data = Describe(trained, data),
            Findings = Findings(trained, evaluation?.Asked ?? [], budget),
            Files =
            [
                new ReportFile(SamplesFile, "sampled images"),
                new ReportFile(ReconstructionsFile, "real images, each beside its reconstruction"),
            ],
        };
    }

    // A training that was too short explains ignored classes, and has the better command.
    private static IReadOnlyList<Finding> Findings(
        TrainedModel trained,
        IReadOnlyList<AskedClass> asked,
        TimeSpan? budget
    )
    {
        var record = trained.Record;
        return record.Findings.Any(finding => finding.Kind == FindingKind.TooShort)
            ? []
            : [.. ClassFinding.Of(asked, trained.Options, record.StepsTaken ?? 0, budget)];
    }

    // Edits have a true result each; a comparison of distributions would not notice an edit of the wrong picture.
    private static EvaluationOutcome Edits(
        TrainedModel trained,
        DataSplit<ImageSet> data,
        ImageSet pairs,
        ImageEvaluationSettings settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var words = pairs.Labels[0].Values;
        var edited = trained
            .As<ImageModel>()
            .Edit(pairs.Before!, words, pairs.Count, settings.Seed, progress, cancellationToken);
        var fidelity = EditFidelity.Compute(pairs, edited, settings.Threads, cancellationToken);
        int shown = Math.Min(ImageReport.Pairs, pairs.Count);
        ImageSampleFile.WritePicture(
            trained.Folder.PathOf(SamplesFile),
            ImageGrid.Beside([pairs.Before!.First(shown), edited.First(shown), pairs.First(shown)])
        );
        var report = new ImageReport(pairs, edited, new ImageResults(null, null, null) { Edits = fidelity });
        return report.Outcome() with
        {
            Data = Describe(trained, data),
            Files = [new ReportFile(SamplesFile, "pictures, their edits and the true pictures after")],
        };
    }

    private static DataDescription? Describe(TrainedModel trained, DataSplit<ImageSet> data) =>
        trained.Modality is ImageModality images
            ? images.Describe(data, new ImageEncoding(trained.As<ImageModel>().Transform, trained.Options.Flip))
            : null;

    private const string Impossible =
        "The probability of real images is not reported: its estimate is above 1, so the model does not bound it.";

    private const string TooSlow =
        "The density of real images was not computed: their equations would take longer than is left of the budget (likeness evaluate without a budget computes it).";

    private static (ReconstructionReport? Similarity, ImageSet? Images) Reconstruct(
        TrainedModel trained,
        ImageSet some,
        ImageEvaluationSettings settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (!trained.Can<IReconstructor<ImageSet>>())
        {
            return (null, null);
        }

        var back = trained.As<ImageModel>().Reconstruct(some, progress, cancellationToken);
        var pairs = PairSimilarity.Compute(some, back, settings.Threads, cancellationToken);
        ImageSampleFile.WritePicture(
            trained.Folder.PathOf(ReconstructionsFile),
            ImageGrid.Beside([some.First(ImageReport.Pairs), back.First(ImageReport.Pairs)])
        );
        return (ReconstructionReport.FromPairs(pairs), back);
    }

    // Nothing, with the reason if it is one that a user can change.
    private static (LikelihoodReport? Likelihood, IReadOnlyList<string> Warnings) Likelihood(
        ImageModel model,
        ImageSet real,
        string on,
        Integrations sizes,
        ImageEvaluationSettings settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (!model.BoundsBytes)
        {
            return (null, []);
        }

        if (sizes.Scored == 0)
        {
            return (null, [TooSlow]);
        }

        var error = model.SolverErrorOf(real, cancellationToken);
        if (error is { IsSmall: false })
        {
            return (null, [error.Refusal]);
        }

        if (model.IntegratesDensity && real.Count > sizes.Scored)
        {
            (real, on) = (real.First(sizes.Scored), $"{on} (the first ones)");
        }

        var scores = model.Score(real, progress, cancellationToken);
        var likelihood = LikelihoodReport.Compute(
            [.. scores.LogDensity],
            model.Transform.Shape.Length,
            on,
            scores.Kind,
            new EvaluationSettings { Seed = settings.Seed }
        );
        return likelihood.Nats < 0
            ? (null, [Impossible])
            : (likelihood with { SolverError = error?.BitsPerDimension }, []);
    }

    // The data of a first experiment may be too small for a comparison.
    private static bool CanBeCompared(DataSplit<ImageSet> data) =>
        data.Train.Count >= ImageEvaluator.MinImages
        && (data.Test.Count == 0 || data.Test.Count >= ImageEvaluator.MinImages);
}
