using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Two samples of images that metrics compare, with shared quantities.</summary>
internal sealed class ImageComparison(
    ImageSamples reference,
    ImageSamples other,
    IReadOnlyList<ImageQuestion> questions,
    EvaluationData data
)
{
    private readonly Lazy<EvaluationData> featureData = new(() =>
        new EvaluationData(reference.FeatureTable, null, other.FeatureTable, data.Settings, data.Cancellation)
    );

    private readonly Lazy<Neighbourhoods> neighbourhoods = new(() =>
        Neighbourhoods.Measure(reference.Features, other.Features, data)
    );

    public ImageSamples Reference => reference;

    public ImageSamples Other => other;

    /// <summary>The classifier's questions.</summary>
    public IReadOnlyList<ImageQuestion> Questions => questions;

    /// <summary>The settings, seed and threads.</summary>
    public EvaluationData Data => data;

    /// <summary>The features of both samples, for metrics of tables.</summary>
    public EvaluationData FeatureData => featureData.Value;

    public Neighbourhoods Neighbourhoods => neighbourhoods.Value;
}
