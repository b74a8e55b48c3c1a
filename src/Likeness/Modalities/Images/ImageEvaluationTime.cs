using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>How long an evaluation of images takes, and its settings for a time.</summary>
internal static class ImageEvaluationTime
{
    // Numbers of images in the training of a classifier are halves of the usual one, so that a later run for the same time finds it stored.
    private const int MaxHalvings = 6;
    private const int MinSamples = 100;

    // Measured on two cores without the classifier: shapes (1,000 test images of 3 × 32 × 32) 4 s, mnist (10,000 of 28 × 28) 9.
    private const double Fixed = 3.5;
    private const double PerImage = 5e-4;
    private const double PerLessonPixel = 6e-8;

    // Of a budget the part for the classifier, and of the time for an evaluation that for sampling.
    private const double ClassifierPart = 0.25;
    private const double SamplingPart = 0.25;

    /// <summary>The seconds of an evaluation, without what the model does, in a budget.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="test">The number of test images.</param>
    /// <param name="settings">The usual settings.</param>
    /// <param name="costs">The speed of the machine, and the budget.</param>
    public static double SecondsOf(ImageSet train, int test, ImageEvaluationSettings settings, EvaluationCosts costs)
    {
        double rest = Fixed + (PerImage * Math.Min(test, settings.MaxImages));
        var within = Within(settings, costs.Budget, train, test > 0, costs.Slowness);
        double lessons = IsStored(within, ForClassifier(train, test > 0, settings))
            ? 0
            : SecondsOf(within.Classifier, train);
        return costs.Slowness * (rest + lessons);
    }

    /// <summary>Settings of a shorter training of the classifier, if the budget asks for one and no longer one is stored.</summary>
    /// <param name="settings">The usual settings.</param>
    /// <param name="budget">The time of the whole command.</param>
    /// <param name="train">The training images.</param>
    /// <param name="hasTest">Whether there are test images.</param>
    /// <param name="slowness">That of the machine.</param>
    public static ImageEvaluationSettings Within(
        ImageEvaluationSettings settings,
        TimeSpan budget,
        ImageSet train,
        bool hasTest,
        double slowness
    )
    {
        var images = ForClassifier(train, hasTest, settings);
        double seconds = ClassifierPart * budget.TotalSeconds;
        var shorter = settings;
        for (int halving = 0; halving <= MaxHalvings; halving++)
        {
            int lessons = settings.Classifier.Images >> halving;
            shorter = settings with { Classifier = settings.Classifier with { Images = lessons } };
            if (slowness * SecondsOf(shorter.Classifier, images) <= seconds || IsStored(shorter, images))
            {
                break;
            }
        }

        return shorter;
    }

    /// <summary>The images that can be sampled.</summary>
    public static int Samples(int wanted, TimeSpan time, double secondsPerImage) =>
        WarmTime.Fitting(SamplingPart * time.TotalSeconds, secondsPerImage, MinSamples, wanted);

    private static ImageSet ForClassifier(ImageSet train, bool hasTest, ImageEvaluationSettings settings) =>
        ImageParts.Create(train, hasTest, settings.Seed).Lessons;

    private static bool IsStored(ImageEvaluationSettings settings, ImageSet images) =>
        settings.ClassifierFolder is { } folder
        && File.Exists(ImageClassifier.PathOf(folder, images, settings.Classifier));

    private static double SecondsOf(ImageClassifierSettings lessons, ImageSet images) =>
        PerLessonPixel * images.Shape.Length * Math.Min(lessons.Images, (long)lessons.MaxEpochs * images.Count);
}
