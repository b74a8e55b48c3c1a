using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// Classifier two-sample tests in the features of images: can a classifier separate samples from real images? The value is the area under
/// the ROC curve, cross-fitted over five folds.
/// </summary>
internal static class ImageTwoSample
{
    // Per set: with more images a forest on 64 features is slow, and the AUC has a standard error of a hundredth.
    private const int MaxImages = 2_000;

    /// <summary>One metric per classifier in the registry.</summary>
    public static IEnumerable<ImageMetric> All =>
        MetricRegistry
            .All.OfType<ClassifierTwoSample>()
            .Select(classifier => new ImageMetric(
                $"AUC ({ClassifierEvidence.NameOf(classifier.Name)})",
                "0.5: the classifier cannot separate samples from real images; 1: it always can.",
                $"{classifier.Source}, in this project's own classifier's features",
                "",
                Better.NearBaseline,
                MetricGroup.Distribution,
                new Interval(0, 1),
                comparison => Measure(classifier, comparison)
            )
            {
                IsAuc = true,
            });

    private static Estimate[] Measure(ClassifierTwoSample classifier, ImageComparison comparison)
    {
        var data = comparison.FeatureData;
        int each = Math.Min(MaxImages, Math.Min(data.Reference.RowCount, data.Generated.RowCount));
        int[] real = data.Random(EvaluationStream.Folds, 0).Permutation(data.Reference.RowCount)[..each];
        int[] made = data.Random(EvaluationStream.Folds, 1).Permutation(data.Generated.RowCount)[..each];
        double[] scores = classifier.CrossFit(data, real, [.. made.Select(row => row + data.RealRows)]);
        return
        [
            new Estimate(
                null,
                RocAuc.Compute(scores.AsSpan(0, each), scores.AsSpan(each)),
                () => DeLong.Interval(scores.AsSpan(0, each), scores.AsSpan(each)),
                $"{each} images of each"
            ),
        ];
    }
}
