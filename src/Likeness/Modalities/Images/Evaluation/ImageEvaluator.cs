using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Measures the similarity of generated and real images, and the novelty of the generated images.</summary>
public static class ImageEvaluator
{
    /// <summary>The minimum number of images of a set.</summary>
    public const int MinImages = 10;

    /// <summary>
    /// Compares generated images with test images, or, without any, with a third of the training images, in the features of a classifier that
    /// is trained on training images (or loaded, <see cref="ImageEvaluationSettings.ClassifierFolder"/>).
    /// </summary>
    /// <param name="train">The training images, ten or more; null if unknown: novelty is then not measured.</param>
    /// <param name="test">Real images that the model was not trained on; null or empty for none, else ten or more.</param>
    /// <param name="generated">Images sampled from the model; ten or more.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <param name="progress">Called before each piece of work and at the end.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">A set has too few images, or images of other sizes than the training images.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static ImageEvaluationReport Evaluate(
        ImageSet? train,
        ImageSet? test,
        ImageSet generated,
        ImageEvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new ImageEvaluationSettings();
        SettingRanges.Validate(settings);
        Require(train, test, generated);
        progress?.Report(new EvaluationProgress("classifier", 0, ImageMetrics.All.Count + 2));
        var teaching = settings.Classifier with { Threads = settings.Threads };
        var lessons = new Lessons(progress);
        var images = ForClassifier(train, test, settings.Seed);
        using var classifier = settings.ClassifierFolder is { } folder
            ? ImageClassifier.LoadOrTrain(folder, images, teaching, lessons, cancellationToken)
            : ImageClassifier.Train(images, teaching, lessons, cancellationToken);
        return Evaluate(train, test, generated, classifier, settings, progress, cancellationToken);
    }

    /// <summary>
    /// The images on which a classifier may be trained for an evaluation: of the training images (or, without any, of the test images) all but
    /// the third that replaces samples in the baselines, and the reference images if the other set is missing.
    /// </summary>
    /// <param name="train">The training images; null if unknown.</param>
    /// <param name="test">Real images that the model was not trained on; null or empty for none.</param>
    /// <param name="seed">The seed of the evaluation.</param>
    /// <exception cref="ArgumentException">Neither training nor test images are provided.</exception>
    public static ImageSet ForClassifier(ImageSet? train, ImageSet? test, ulong seed) =>
        ImageParts.Create(RealOf(train, test), train is not null && test is { Count: > 0 }, seed).Lessons;

    /// <summary>Compares generated with real images in the features of an existing classifier.</summary>
    /// <param name="train">The training images, ten or more; null if unknown: novelty is then not measured.</param>
    /// <param name="test">Real images that the model was not trained on; null or empty for none, else ten or more.</param>
    /// <param name="generated">Images sampled from the model; ten or more.</param>
    /// <param name="classifier">A classifier trained on <see cref="ForClassifier"/>, or on other images of these sizes.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <param name="progress">Called before each piece of work and at the end.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">A set has too few images, or images of other sizes than the training images.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static ImageEvaluationReport Evaluate(
        ImageSet? train,
        ImageSet? test,
        ImageSet generated,
        ImageClassifier classifier,
        ImageEvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new ImageEvaluationSettings();
        SettingRanges.Validate(settings);
        Require(train, test, generated);
        test = test is { Count: 0 } ? null : test;
        int total = ImageMetrics.All.Count + 2;
        progress?.Report(new EvaluationProgress("features", 1, total));
        var pieces = new ImageEvaluation(train, test, generated, classifier, settings, cancellationToken);
        var results = new List<MetricResult>();
        for (int i = 0; i < ImageMetrics.All.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new EvaluationProgress(ImageMetrics.All[i].Name, i + 1, total));
            results.AddRange(pieces.Measure(ImageMetrics.All[i]));
        }

        progress?.Report(new EvaluationProgress("novelty", total - 1, total));
        var report = pieces.Report(results);
        progress?.Report(new EvaluationProgress("done", total, total));
        return report;
    }

    private static ImageSet RealOf(ImageSet? train, ImageSet? test) =>
        train ?? test ?? throw new ArgumentException("Provide training images, test images or both.", nameof(test));

    private static void Require(ImageSet? train, ImageSet? test, ImageSet generated)
    {
        var real = RealOf(train, test);
        foreach (var (name, images) in new[] { ("training", train), ("test", test), ("generated", generated) })
        {
            if (images is null || (images.Count == 0 && name == "test" && train is not null))
            {
                continue;
            }

            if (images.Count < MinImages)
            {
                throw new LikenessException(
                    $"there {(images.Count == 1 ? "is" : "are")} {Numeral.Counted(images.Count, $"{name} image")}, too few for an evaluation (give at least {MinImages}, better some thousands)"
                );
            }

            if (images.Shape != real.Shape)
            {
                throw new LikenessException(
                    $"the {name} images are {images.Shape} and the {(train is null ? "test" : "training")} images {real.Shape} ({real.Shape.Remedy(images.Shape)})"
                );
            }
        }
    }

    /// <summary>Reports the classifier's training as a part of the evaluation.</summary>
    private sealed class Lessons(IProgress<EvaluationProgress>? progress) : IProgress<ImageClassifierProgress>
    {
        public void Report(ImageClassifierProgress value) =>
            progress?.Report(
                new EvaluationProgress($"classifier, step {value.Step} of {value.Steps}", 0, ImageMetrics.All.Count + 2)
            );
    }
}
