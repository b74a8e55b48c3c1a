using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The fraction of samples that the dataset's own classifier is as sure of as of real images: of nine in ten of these it is at least as
/// sure. Where the classifier has learnt turns, it should be as sure that a sample stands upright.
/// </summary>
internal static class RecognisedSamples
{
    // One in ten real images is less clear than this.
    private const double Unclear = 0.1;

    /// <summary>One estimate a question.</summary>
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
                        () => RowStatistic.Interval(comparison.Data, recognised, Spread.Mean)
                    );
                }
            ),
        ];

    private static double[] Confidence(ImageSamples samples, ImageQuestion question, int place) =>
        question.IsRotation ? samples.Upright(place) : samples.Confidence(place);
}
