using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Every metric of images, in the order of reports. All except those of classes use the features of this project's own classifier.</summary>
internal static class ImageMetrics
{
    /// <summary>The minimum probability of a confident prediction.</summary>
    public const double Confident = 0.85;

    /// <summary>The metric of the fraction of samples that the classifier recognises like real images.</summary>
    public const string RecognisedName = "Recognised samples";

    /// <summary>The metric that compares the frequencies of classes.</summary>
    public const string ClassesName = "Class fractions";

    /// <summary>The metric of the fraction of samples that are recognised to be of the class that was asked for.</summary>
    public const string AskedName = "Asked classes";

    /// <summary>The metric of the fraction of confident predictions.</summary>
    public const string ConfidentName = "Confident samples";

    /// <summary>The metric of the fraction of samples among real images.</summary>
    public const string PrecisionName = "Precision";

    private const string In = "in this project's own classifier's features";
    private static readonly Interval Fraction = new(0, 1);
    private static readonly Interval AnyDistance = new(0, double.PositiveInfinity);

    public static IReadOnlyList<ImageMetric> All { get; } =
    [
        new(
            "Fréchet distance",
            "0 for equal means and covariances; falls with the number of images, so compare it with its baseline, not with published FIDs.",
            $"Heusel et al. 2017, arXiv:1706.08500, eq. 6, {In} (the published FID takes Inception's)",
            "",
            Better.Lower,
            MetricGroup.Distribution,
            AnyDistance,
            Frechet
        ),
        new(
            "Kernel distance",
            "0 on average for equal distributions at any sample size, and then negative half of the time.",
            $"Bińkowski et al. 2018, arXiv:1801.01401, §4, unbiased, {In} (the published KID takes Inception's)",
            "",
            Better.Lower,
            MetricGroup.Distribution,
            new(double.NegativeInfinity, double.PositiveInfinity),
            Kernel
        ),
        new(
            ClassesName,
            "Half the sum of the differences of class fractions, by the classifier: 0 means equal fractions, 1 means disjoint classes.",
            "Total variation distance of the predicted classes",
            "fraction",
            Better.Lower,
            MetricGroup.Distribution,
            Fraction,
            ClassFractions.Measure
        ),
        new(
            ConfidentName,
            "Fraction of samples with a predicted probability of 0.85 or more; the baseline is that of real images.",
            $"Largest probability ≥ {Confident:0.00} under this project's own classifier",
            "fraction",
            Better.NearBaseline,
            MetricGroup.Coverage,
            Fraction,
            comparison => FromConfidence(comparison, p => p >= Confident ? 1 : 0)
        ),
        new(
            "Mean confidence",
            "Mean predicted probability of the samples' classes; the baseline is that of real images.",
            "Mean of the largest probability under this project's own classifier",
            "",
            Better.NearBaseline,
            MetricGroup.Coverage,
            Fraction,
            comparison => FromConfidence(comparison, p => p)
        ),
        new(
            RecognisedName,
            "Fraction of samples with at least the predicted probability of 90 % of real images; 0.9 is ideal.",
            "Largest probability at least the 10 % quantile of that of reference images, under this project's own classifier",
            "fraction",
            Better.Higher,
            MetricGroup.Coverage,
            Fraction,
            RecognisedSamples.Measure
        ),
        new(
            AskedName,
            "Fraction of samples that the classifier takes for the class that was asked for; the baseline is that of real images.",
            "Accuracy of this project's own classifier on the samples, with the classes asked for as the truth",
            "fraction",
            Better.Higher,
            MetricGroup.Coverage,
            Fraction,
            AskedClasses.Measure
        ),
        FromRows(
            PrecisionName,
            "Fraction of samples that lie among real images: are they plausible?",
            $"Kynkäänniemi et al. 2019, arXiv:1904.06991, eq. 2, {In}",
            Better.Higher,
            found => found.Precision
        ),
        FromRows(
            "Recall",
            "Fraction of real images that lie among samples: are all covered? Falls when a model collapses.",
            $"Kynkäänniemi et al. 2019, arXiv:1904.06991, eq. 2, {In}",
            Better.Higher,
            found => found.Recall
        ),
        FromRows(
            "Density",
            "Near 1 for equal distributions; above 1 the samples concentrate where real images are dense.",
            $"Naeem et al. 2020, arXiv:2002.09797, eq. 3, {In}",
            Better.NearBaseline,
            found => found.Density
        ),
        FromRows(
            "Coverage",
            "Fraction of real images with a sample nearby; about 1 - 2^-k for equal distributions and sample sizes.",
            $"Naeem et al. 2020, arXiv:2002.09797, eq. 4, {In}",
            Better.Higher,
            found => found.Coverage
        ),
        .. ImageTwoSample.All,
    ];

    private static ImageMetric FromRows(
        string name,
        string howToRead,
        string source,
        Better better,
        Func<Neighbourhoods, double[]> rows
    ) =>
        new(
            name,
            howToRead,
            source,
            name == "Density" ? "" : "fraction",
            better,
            MetricGroup.Coverage,
            name == "Density" ? AnyDistance : Fraction,
            comparison =>
            {
                double[] values = rows(comparison.Neighbourhoods);
                int smaller = Math.Min(comparison.Reference.Count, comparison.Other.Count);
                int k = Math.Min(comparison.Data.Settings.Neighbours, smaller - 1);
                return
                [
                    new Estimate(
                        null,
                        Spread.Mean(values),
                        () =>
                            name == "Density"
                                ? RowStatistic.Interval(comparison.Data, values, Spread.Mean)
                                : RowStatistic.OfFraction(comparison.Data, values),
                        $"k = {k}"
                    ),
                ];
            }
        );

    private static IReadOnlyList<Estimate> Frechet(ImageComparison comparison)
    {
        var (reference, other) = (comparison.Reference.Moments, comparison.Other.Moments);
        double value = FrechetDistance.Between(reference.All(), other.All());
        return [new Estimate(null, value, Interval, $"{comparison.Reference.Features.Width} features")];

        Interval? Interval()
        {
            var data = comparison.Data;
            var resampled = new double[data.Settings.Resamples];
            data.Parallel(
                resampled.Length,
                i =>
                {
                    var random = data.Random(EvaluationStream.BootstrapGroups, i);
                    resampled[i] = FrechetDistance.Between(reference.Sampled(random), other.Sampled(random));
                }
            );
            return Spread.Interval(value, resampled);
        }
    }

    private static IReadOnlyList<Estimate> Kernel(ImageComparison comparison)
    {
        var distance = new KernelDistance(comparison.Reference.Groups, comparison.Other.Groups, comparison.Data);
        return [new Estimate(null, distance.Value(), distance.Interval)];
    }

    private static IReadOnlyList<Estimate> FromConfidence(ImageComparison comparison, Func<double, double> value) =>
        ClassFractions.Each(
            comparison,
            question =>
            {
                double[] values = [.. comparison.Other.Confidence(question).Select(value)];
                return (Spread.Mean(values), () => RowStatistic.Interval(comparison.Data, values, Spread.Mean));
            }
        );
}
