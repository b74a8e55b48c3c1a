using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>A measure of the similarity of two samples of images.</summary>
/// <param name="Name">The metric's standard name.</param>
/// <param name="HowToRead">One line on how to read a value.</param>
/// <param name="Source">The definition that it follows.</param>
/// <param name="Unit">Its unit, or "" for a dimensionless number.</param>
/// <param name="Better">The direction in which it improves.</param>
/// <param name="Group">The question that it answers.</param>
/// <param name="Range">The range of its values; intervals are clipped to it.</param>
/// <param name="Measure">Measures; one estimate for all images, or one for each question of the classifier; none if it does not apply.</param>
internal sealed record ImageMetric(
    string Name,
    string HowToRead,
    string Source,
    string Unit,
    Better Better,
    MetricGroup Group,
    Interval Range,
    Func<ImageComparison, IReadOnlyList<Estimate>> Measure
)
{
    /// <summary>Whether the value is the area under a classifier's ROC curve.</summary>
    public bool IsAuc { get; init; }

    public MetricResult Result(Estimate estimate, IReadOnlyList<double> floor, int referenceImages, int baselineImages)
    {
        var baseline = Spread.Baseline([.. floor.Select(Cut)], referenceImages, baselineImages);
        var interval = estimate.Interval() is { } found ? new Interval(Cut(found.Low), Cut(found.High)) : null;
        return new(Name, estimate.Subject, Cut(estimate.Value), Better, Group, Unit, HowToRead, Source)
        {
            Baseline = baseline,
            Interval = interval,
            Auc = IsAuc ? Cut(estimate.Value) : null,
            AucInterval = IsAuc ? interval : null,
            AucBaseline = IsAuc ? baseline : null,
            Note = estimate.Note,
        };
    }

    // Adding 0 turns a rounded −0 into 0.
    private double Cut(double value) => Math.Clamp(value, Range.Low, Range.High) + 0.0;
}

/// <summary>One value of a metric.</summary>
/// <param name="Subject">The question of the classifier; null if it is about all or there is only one.</param>
/// <param name="Value">The value.</param>
/// <param name="Interval">Its bootstrap interval, computed on demand.</param>
/// <param name="Note">Parameters chosen for it, or null.</param>
internal sealed record Estimate(string? Subject, double Value, Func<Interval?> Interval, string? Note = null);
