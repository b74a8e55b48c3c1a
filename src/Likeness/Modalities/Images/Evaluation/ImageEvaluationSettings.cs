using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>What an evaluation of images may choose. The same settings and images give the same report, whatever the threads.</summary>
public sealed record ImageEvaluationSettings
{
    /// <summary>Seeds the choice of images and the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Sets with more images are cut to this many by chance, as several metrics are quadratic.</summary>
    [Range(2, 1_000_000)]
    public int MaxImages { get; init; } = 10_000;

    /// <summary>The most images of either set in the kernel distance, which fewer images do not bias.</summary>
    [Range(2, 1_000_000)]
    public int KernelImages { get; init; } = 5_000;

    /// <summary>The most samples (and test images) whose nearest training images are sought, among all of these.</summary>
    [Range(1, 1_000_000)]
    public int NoveltyImages { get; init; } = 2_000;

    /// <summary>Bootstrap resamples behind each interval.</summary>
    [Range(1, 100_000)]
    public int Resamples { get; init; } = 200;

    /// <summary>The most parts of the training images that stand for samples behind each sampling floor.</summary>
    [Range(1, 100_000)]
    public int BaselineRepeats { get; init; } = 5;

    /// <summary>k of the nearest-neighbour metrics (precision, recall, density, coverage).</summary>
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 5;

    /// <summary>How the classifier is trained, where none is given.</summary>
    public ImageClassifierSettings Classifier { get; init; } = new();

    /// <summary>The folder that keeps the classifier of each dataset; null to train it anew and keep nothing.</summary>
    [JsonIgnore]
    public string? ClassifierFolder { get; init; }

    /// <summary>Threads to use; no result depends on it.</summary>
    [Range(1, 1024)]
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;
}
