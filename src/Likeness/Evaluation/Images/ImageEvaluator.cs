using Likeness.Data;
using Likeness.Data.Images;

namespace Likeness.Evaluation.Images;

/// <summary>Says how alike generated and real images are, and how new the generated ones are.</summary>
public static class ImageEvaluator
{
    /// <summary>Sets with fewer images than this are not judged.</summary>
    public const int MinImages = 10;

    /// <summary>
    /// Judges generated images against held-out ones, or, without any, against a third of the training images, in the features of a classifier that
    /// is trained on training images (or kept from before, <see cref="ImageEvaluationSettings.ClassifierFolder"/>).
    /// </summary>
    /// <param name="train">The images that the model was trained on; ten or more.</param>
    /// <param name="heldOut">Real images that it has not seen; null or empty where there are none, else ten or more.</param>
    /// <param name="generated">Images drawn from the model; ten or more.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <param name="progress">Told before each piece of work and at the end.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">A set has too few images, or images of other sizes than the training images.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static ImageEvaluationReport Evaluate(
        ImageSet train,
        ImageSet? heldOut,
        ImageSet generated,
        ImageEvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new ImageEvaluationSettings();
        Require(train, heldOut, generated);
        progress?.Report(new EvaluationProgress("classifier", 0, ImageMetrics.All.Count + 2));
        var teaching = settings.Classifier with { Threads = settings.Threads };
        var lessons = new Lessons(progress);
        var images = ForClassifier(train, heldOut, settings.Seed);
        using var classifier = settings.ClassifierFolder is { } folder
            ? ImageClassifier.LoadOrTrain(folder, images, teaching, lessons, cancellationToken)
            : ImageClassifier.Train(images, teaching, lessons, cancellationToken);
        return Evaluate(train, heldOut, generated, classifier, settings, progress, cancellationToken);
    }

    /// <summary>
    /// The training images that a classifier may learn from for an evaluation: not the third that stands for samples in the floors, nor
    /// what samples are compared with where no images were held out.
    /// </summary>
    /// <param name="train">The images that the model was trained on.</param>
    /// <param name="heldOut">Real images that it has not seen; null or empty where there are none.</param>
    /// <param name="seed">The seed of the evaluation.</param>
    public static ImageSet ForClassifier(ImageSet train, ImageSet? heldOut, ulong seed) =>
        ImageParts.Create(train, heldOut is { Count: > 0 }, seed).Lessons;

    /// <summary>Judges generated images in the features of a given classifier.</summary>
    /// <param name="train">The images that the model was trained on; ten or more.</param>
    /// <param name="heldOut">Real images that it has not seen; null or empty where there are none, else ten or more.</param>
    /// <param name="generated">Images drawn from the model; ten or more.</param>
    /// <param name="classifier">A classifier that has learnt from <see cref="ForClassifier"/>, or from other images of these sizes.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <param name="progress">Told before each piece of work and at the end.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">A set has too few images, or images of other sizes than the training images.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static ImageEvaluationReport Evaluate(
        ImageSet train,
        ImageSet? heldOut,
        ImageSet generated,
        ImageClassifier classifier,
        ImageEvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new ImageEvaluationSettings();
        Require(train, heldOut, generated);
        heldOut = heldOut is { Count: 0 } ? null : heldOut;
        int total = ImageMetrics.All.Count + 2;
        progress?.Report(new EvaluationProgress("features", 1, total));
        var pieces = new ImageEvaluation(train, heldOut, generated, classifier, settings, cancellationToken);
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

    private static void Require(ImageSet train, ImageSet? heldOut, ImageSet generated)
    {
        foreach (var (name, images) in new[] { ("training", train), ("held-out", heldOut), ("generated", generated) })
        {
            if (images is null || (images.Count == 0 && name == "held-out"))
            {
                continue;
            }

            if (images.Count < MinImages)
            {
                throw new LikenessException(
                    $"there are {images.Count} {name} images, too few to judge by (give {MinImages} or more, and best some thousands)"
                );
            }

            if (images.Shape != train.Shape)
            {
                throw new LikenessException(
                    $"the {name} images are {images.Shape} and the training images {train.Shape} (bring them to one size)"
                );
            }
        }
    }

    /// <summary>Tells of the classifier's training as of a piece of the evaluation.</summary>
    private sealed class Lessons(IProgress<EvaluationProgress>? progress) : IProgress<ImageClassifierProgress>
    {
        public void Report(ImageClassifierProgress value) =>
            progress?.Report(
                new EvaluationProgress($"classifier, step {value.Step} of {value.Steps}", 0, ImageMetrics.All.Count + 2)
            );
    }
}
