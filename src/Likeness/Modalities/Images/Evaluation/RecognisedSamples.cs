using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The fraction of samples with at least the classifier's confidence on real images, which nine in ten of these reach.
/// If the classifier was trained on rotations, it is the confidence that a sample is upright.
/// </summary>
internal static class RecognisedSamples
{
    // One in ten real images has a lower confidence.
    private const double Unclear = 0.1;

    /// <summary>One estimate per question.</summary>
    public static IReadOnlyList<Estimate> Measure(ImageComparison comparison) =>
        [
            .. comparison.Questions.Select(
                (question, place) =>
                {
                    double[] real = Confidence(comparison.Reference, question, place);
                    Array.Sort(real);
                    double limit = Spread.Quantile(real, Unclear);
                    double[] recognised =
                    [
                        .. Confidence(comparison.Other, question, place).Select(p => p >= limit ? 1.0 : 0.0),
                    ];
                    return new Estimate(
                        comparison.Questions.Count == 1 ? null : question.Name,
                        Spread.Mean(recognised),
                        () => RowStatistic.OfFraction(comparison.Data, recognised)
                    );
                }
            ),
        ];

    private static double[] Confidence(ImageSamples samples, ImageQuestion question, int place) =>
        question.IsRotation ? samples.Upright(place) : samples.Confidence(place);
}
