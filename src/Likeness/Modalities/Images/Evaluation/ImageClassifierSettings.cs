using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Settings of the training of an image classifier. The same settings and images give the same weights, for any number of threads.</summary>
public sealed record ImageClassifierSettings
{
    /// <summary>Seed of initial weights, order, shifts and rotations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The total number of training images with repetition; small sets are used for at most <see cref="MaxEpochs"/> epochs.</summary>
    [Range(1, 1_000_000_000)]
    public int Images { get; init; } = 200_000;

    /// <summary>The maximum number of epochs.</summary>
    [Range(1, 1_000_000)]
    public int MaxEpochs { get; init; } = 30;

    /// <summary>Batch size; all images if there are fewer.</summary>
    [Range(1, 1_048_576)]
    public int Batch { get; init; } = 128;

    /// <summary>The peak learning rate of AdamW: a linear warm-up over a tenth of the training, then cosine decay to zero.</summary>
    [Range(1e-12, 10.0)]
    public double LearningRate { get; init; } = 6e-3;

    /// <summary>Number of threads; no result depends on it.</summary>
    [Range(1, 1024)]
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The network.</summary>
    internal ClassifierNetwork Network { get; init; }
}
