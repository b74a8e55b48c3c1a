using Likeness.Evaluation;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Tests.Modalities.Images.Evaluation;

/// <summary>A classifier that is confident of noise is said to be so, and is not where samples lie among real images.</summary>
public sealed class ConfidenceWarningTests
{
    private static readonly ClassFraction[] OneClass =
    [
        new("class", "red", 0.3, 0.98),
        new("class", "blue", 0.7, 0.02),
    ];

    [Fact]
    public void ConfidenceFarFromRealImagesIsNoPraise()
    {
        string? text = ConfidenceWarning.Of(Results(confident: 0.979, precision: 0.045), OneClass);
        Assert.Equal(
            "The classifier is confident of 97.9 % of the samples, and takes 98 % for the class 'red', but 4.5 % lie among real images: it is confident of noise, too, so this number says nothing here.",
            text
        );
        Assert.DoesNotContain("for the class", ConfidenceWarning.Of(Results(0.979, 0.045), []));
    }

    [Fact]
    public void NothingIsSaidOfSamplesAmongRealImagesOrWithoutConfidence()
    {
        Assert.Null(ConfidenceWarning.Of(Results(confident: 0.979, precision: 0.7), OneClass));
        Assert.Null(ConfidenceWarning.Of(Results(confident: 0.2, precision: 0.045), OneClass));
        Assert.Null(ConfidenceWarning.Of([], OneClass));
    }

    private static MetricResult[] Results(double confident, double precision) =>
        [Result(ImageMetrics.ConfidentName, confident), Result(ImageMetrics.PrecisionName, precision)];

    private static MetricResult Result(string name, double value) =>
        ImageMetrics
            .All.Single(metric => metric.Name == name)
            .Result(new Estimate(null, value, () => null), [0.96, 0.97, 0.98], 100, 100);
}
