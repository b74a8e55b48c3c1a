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
    private const int MinImages = 2_000;
    private const int MinNoveltyImages = 250;

    // Measured on two cores without the classifier: shapes (1,000 test images of 3 × 32 × 32) 4 to 5 s; fashionmnist (10,000 of 32 × 32, 55,000 training
    // images) 14, and 4 more to search images among the training images.
    private const double Fixed = 4.5;
    private const double PerImage = 1e-3;
    private const double PerLessonPixel = 6.5e-8;
    private const double PerSearchedPixel = 8e-11;

    // Of a budget the parts for the classifier, for comparing and for novelty, and of the time for an evaluation that for sampling.
    private const double ClassifierPart = 0.15;
    private const double ComparingPart = 0.1;
    private const double NoveltyPart = 0.05;
    private const double SamplingPart = 0.25;

    /// <summary>The seconds of an evaluation, without what the model does, in a budget.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="test">The number of test images.</param>
    /// <param name="settings">The usual settings.</param>
    /// <param name="costs">The speed of the machine, and the budget.</param>
    public static double SecondsOf(ImageSet train, int test, ImageEvaluationSettings settings, EvaluationCosts costs)
    {
        var within = Within(settings, costs.Budget, train, test > 0, costs.Slowness);
        int described = Math.Min(test, within.MaxImages);
        double rest = Fixed + (PerImage * described) + Searching(within.NoveltyImages, train);
        double lessons = IsStored(within, ForClassifier(train, test > 0, settings))
            ? 0
            : SecondsOf(within.Classifier, train);
        return (costs.Slowness.Branches * rest) + (costs.Slowness.Products * (lessons + Describing(described, train)));
    }

    /// <summary>The seconds of the shortest training of a classifier and of its features: what large images take however few are compared.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="test">The number of test images.</param>
    /// <param name="settings">The usual settings.</param>
    /// <param name="slowness">The speed of the machine.</param>
    public static double LeastSeconds(ImageSet train, int test, ImageEvaluationSettings settings, Slowness slowness)
    {
        var shortest = Within(settings, TimeSpan.Zero, train, test > 0, slowness);
        var images = ForClassifier(train, test > 0, settings);
        double lessons = IsStored(shortest, images) ? 0 : SecondsOf(shortest.Classifier, images);
        return slowness.Products * (lessons + Describing(Math.Min(test, MinSamples) + MinSamples, train));
    }

    /// <summary>
    /// Settings of fewer images, and of a shorter training of the classifier if no longer one is stored, where the budget asks for them.
    /// </summary>
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
        Slowness slowness
    )
    {
        var images = ForClassifier(train, hasTest, settings);
        double seconds = ClassifierPart * budget.TotalSeconds;
        double unhurried = budget.TotalSeconds / slowness.Branches;
        settings = settings with
        {
            MaxImages = Fewer(settings.MaxImages, MinImages, ComparingPart * unhurried / PerImage),
            NoveltyImages = Fewer(
                settings.NoveltyImages,
                MinNoveltyImages,
                NoveltyPart * unhurried / Searching(1, train)
            ),
        };
        var shorter = settings;
        for (int halving = 0; halving <= MaxHalvings; halving++)
        {
            int lessons = settings.Classifier.Images >> halving;
            shorter = settings with { Classifier = settings.Classifier with { Images = lessons } };
            if (slowness.Products * SecondsOf(shorter.Classifier, images) <= seconds || IsStored(shorter, images))
            {
                break;
            }
        }

        return shorter;
    }

    /// <summary>The images that can be sampled.</summary>
    public static int Samples(int wanted, TimeSpan time, double secondsPerImage) =>
        WarmTime.Fitting(SamplingPart * time.TotalSeconds, secondsPerImage, MinSamples, wanted);

    /// <summary>The seconds to keep for sampling.</summary>
    /// <param name="wanted">The images to sample, if the model is fast enough.</param>
    /// <param name="costs">The model's speed, and the budget.</param>
    public static double SamplingSeconds(int wanted, EvaluationCosts costs) =>
        Math.Min(
            costs.Sample * wanted,
            Math.Max(costs.Sample * MinSamples, SamplingPart / 2 * costs.Budget.TotalSeconds)
        );

    private static ImageSet ForClassifier(ImageSet train, bool hasTest, ImageEvaluationSettings settings) =>
        ImageParts.Create(train, hasTest, settings.Seed).Lessons;

    private static bool IsStored(ImageEvaluationSettings settings, ImageSet images) =>
        settings.ClassifierFolder is { } folder && ImageClassifier.IsStored(folder, images, settings.Classifier);

    private static int Fewer(int wanted, int least, double fitting) =>
        (int)Math.Clamp(fitting, Math.Min(least, wanted), wanted);

    // For each of the samples about as many real images are searched, and half as many again.
    private static double Searching(int samples, ImageSet train) =>
        PerSearchedPixel * samples * train.Count * train.Shape.Length;

    // A forward pass is a third of a step.
    private static double Describing(int images, ImageSet train) =>
        PerLessonPixel / 3 * train.Shape.Height * train.Shape.Width * images;

    // Channels of the image cost little beside those of the network.
    private static double SecondsOf(ImageClassifierSettings lessons, ImageSet images) =>
        PerLessonPixel
        * images.Shape.Height
        * images.Shape.Width
        * Math.Min(lessons.Images, (long)lessons.MaxEpochs * images.Count);
}
