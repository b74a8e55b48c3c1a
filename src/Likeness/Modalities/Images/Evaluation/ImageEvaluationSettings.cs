using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Settings of an evaluation of images. The same settings and images give the same report, for any number of threads.</summary>
public sealed record ImageEvaluationSettings
{
    /// <summary>Seed of the choice of images and the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Larger sets are subsampled to this number, because several metrics take quadratic time.</summary>
    [Range(2, 1_000_000)]
    public int MaxImages { get; init; } = 10_000;

    /// <summary>The maximum number of images of either set in the kernel distance, which is unbiased for any number.</summary>
    [Range(2, 1_000_000)]
    public int KernelImages { get; init; } = 5_000;

    /// <summary>The maximum number of samples (and test images) whose nearest training images are searched, among all of these.</summary>
    [Range(1, 1_000_000)]
    public int NoveltyImages { get; init; } = 2_000;

    /// <summary>The maximum number of bytes of the training images among which near copies are searched; of more, random ones are.</summary>
    [Range(1, 1e15)]
    [JsonIgnore]
    public long MaxSearchedBytes { get; init; } = 2L << 30;

    /// <summary>Bootstrap resamples behind each interval.</summary>
    [Range(1, 100_000)]
    public int Resamples { get; init; } = 200;

    /// <summary>The maximum number of parts of the training images that replace samples in each baseline.</summary>
    [Range(1, 100_000)]
    public int BaselineRepeats { get; init; } = 5;

    /// <summary>k of the nearest-neighbour metrics (precision, recall, density, coverage).</summary>
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 5;

    /// <summary>The settings of the classifier, if none is provided.</summary>
    public ImageClassifierSettings Classifier { get; init; } = new();

    /// <summary>The folder of saved classifiers; null to train a new one without saving.</summary>
    [JsonIgnore]
    public string? ClassifierFolder { get; init; }

    /// <summary>Number of threads; no result depends on it.</summary>
    [Range(1, 1024)]
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;
}
