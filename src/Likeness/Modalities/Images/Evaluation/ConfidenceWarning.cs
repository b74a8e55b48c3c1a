using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The warning that a confident classifier is no praise: networks are confident of noise, too (Nguyen, Yosinski and Clune 2015, arXiv:1412.1897), which lies far
/// from all real images.
/// </summary>
internal static class ConfidenceWarning
{
    // Of what real images reach.
    private const double Far = 0.5;
    private const double Confident = 0.5;

    // Of one class, where real images have at most so many.
    private const double Most = 0.8;
    private const double Least = 0.5;

    /// <summary>The warning; null if confident samples lie among real images, too.</summary>
    /// <param name="results">The results of the metrics.</param>
    /// <param name="classes">The fractions of the classes.</param>
    public static string? Of(IReadOnlyList<MetricResult> results, IReadOnlyList<ClassFraction> classes)
    {
        var confident = results.FirstOrDefault(result => result.Metric == ImageMetrics.ConfidentName);
        var precision = results.FirstOrDefault(result => result.Metric == ImageMetrics.PrecisionName);
        if (
            confident is not { Baseline: { } sure }
            || precision is not { Baseline: { } among }
            || confident.Value < Confident * sure.Low
            || (precision.Interval?.High ?? precision.Value) > Far * among.Low
        )
        {
            return null;
        }

        string one = classes.FirstOrDefault(part => part.Generated >= Most && part.Reference <= Least) is { } most
            ? $", and takes {Numeral.Percent(most.Generated)} for the class '{most.Class}'"
            : "";
        return $"The classifier is confident of {Numeral.Percent(confident.Value)} of the samples{one}, but {Numeral.Percent(precision.Value)} lie among real images: it is confident of noise, too, so this number says nothing here.";
    }
}
