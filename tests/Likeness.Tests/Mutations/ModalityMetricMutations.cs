using Likeness.Evaluation;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Tests.Evaluation.Metrics;
using Likeness.Tests.Evaluation.Windows.Metrics;
using Likeness.Tests.Modalities.Audio.Evaluation.Metrics;
using Likeness.Tests.Modalities.Images.Evaluation.Metrics;
using Likeness.Tests.Modalities.Text.Evaluation.Metrics;

namespace Likeness.Tests.Mutations;

/// <summary>Errors in metrics of images, text and audio.</summary>
internal static class ModalityMetricMutations
{
    public static IEnumerable<Mutation> All =>
        [
            Image(
                "Fréchet distance",
                "covariances are left out",
                real => real with { Measure = comparison => [MeansOnly(comparison)] }
            ),
            Image(
                "Kernel distance",
                "it is the square root",
                real =>
                    real with
                    {
                        Measure = comparison =>
                            [
                                .. real.Measure(comparison)
                                    .Select(one => one with { Value = Math.Sqrt(Math.Abs(one.Value)) }),
                            ],
                    }
            ),
            Image(
                "Class fractions",
                "differences are not halved",
                real =>
                    real with
                    {
                        Measure = comparison =>
                            [.. real.Measure(comparison).Select(one => one with { Value = 2 * one.Value })],
                    }
            ),
            Sequence(
                "text",
                "Bits of generated text by real 6-grams",
                "they are in nats",
                TextMetricRows.All,
                TextMetricRows.Properties,
                values => values["Bits of generated text by real 6-grams"] * Math.Log(2)
            ),
            Sequence(
                "text",
                "Near matches",
                "exact matches only are counted",
                TextMetricRows.All,
                TextMetricRows.Properties,
                values => values["Exact matches"]
            ),
            Sequence(
                "audio",
                "Bits of real audio by generated 3-grams",
                "they are of generated audio by real 3-grams",
                AudioMetricRows.All,
                AudioMetricRows.Properties,
                values => values["Bits of generated audio by real 3-grams"]
            ),
            Sequence(
                "audio",
                "Median distance to training",
                "it is squared",
                AudioMetricRows.All,
                AudioMetricRows.Properties,
                values => Math.Pow(values["Median distance to training"], 2)
            ),
        ];

    private static Mutation Image(string name, string error, Func<ImageMetric, ImageMetric> change)
    {
        var real = ImageMetrics.All.Single(metric => metric.Name == name);
        return new(
            $"images: {name}",
            error,
            nameof(MetricProperties.IsThatOfItsDefinition),
            () => MetricMutations.Check(new RowsAsImages(real), ImageMetricRows.All[name]),
            () => MetricMutations.Check(new RowsAsImages(change(real)), ImageMetricRows.All[name])
        );
    }

    private static Estimate MeansOnly(ImageComparison comparison)
    {
        var (first, second) = (comparison.Reference.Moments.All(), comparison.Other.Moments.All());
        return new Estimate(
            null,
            FrechetDistance.Between(first, second with { Covariance = first.Covariance }),
            () => (Interval?)null
        );
    }

    private static Mutation Sequence<T>(
        string kind,
        string name,
        string error,
        IReadOnlyDictionary<string, SequenceTraits<T>> rows,
        SequenceProperties<T> properties,
        Func<IReadOnlyDictionary<string, double>, double> change
    ) =>
        new(
            $"{kind}: {name}",
            error,
            nameof(MetricProperties.IsThatOfItsDefinition),
            () => properties.Check(name, rows[name]),
            () => properties.With(name, change).Check(name, rows[name])
        );
}
