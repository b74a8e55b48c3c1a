using Likeness.Modalities.Images.Evaluation;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>How long an evaluation of images takes, and its settings for a time.</summary>
internal static class ImageEvaluationTime
{
    private const int MinLessons = 4000;
    private const int MinSamples = 100;

    // Measured on two cores: shapes (3,500 training images of 16 × 16) and mnist (48,000 of 28 × 28).
    private const double Fixed = 3;
    private const double PerLessonPixel = 6e-8;

    // Of the time for an evaluation, the parts for the classifier and for sampling.
    private const double ClassifierPart = 0.5;
    private const double SamplingPart = 0.25;

    /// <summary>The seconds of an evaluation, without what the model does.</summary>
    /// <param name="train">Training images.</param>
    /// <param name="pixels">Values in an image.</param>
    public static double SecondsOf(int train, int pixels)
    {
        var lessons = new ImageClassifierSettings();
        return Fixed + (PerLessonPixel * pixels * Math.Min(lessons.Images, (long)lessons.MaxEpochs * train));
    }

    /// <summary>Settings of a shorter training of the classifier, if the time asks for one.</summary>
    public static ImageEvaluationSettings Within(ImageEvaluationSettings settings, TimeSpan time, int pixels)
    {
        double seconds = ClassifierPart * time.TotalSeconds;
        int most = WarmTime.Fitting(seconds, PerLessonPixel * pixels, MinLessons, settings.Classifier.Images);
        return settings with { Classifier = settings.Classifier with { Images = most } };
    }

    /// <summary>The images that can be sampled.</summary>
    public static int Samples(int wanted, TimeSpan time, double secondsPerImage) =>
        WarmTime.Fitting(SamplingPart * time.TotalSeconds, secondsPerImage, MinSamples, wanted);
}
