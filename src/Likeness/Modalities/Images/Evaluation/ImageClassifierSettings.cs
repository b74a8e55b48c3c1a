using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>How a classifier of images is trained. The same settings and images give the same weights, whatever the threads.</summary>
public sealed record ImageClassifierSettings
{
    /// <summary>Seeds first weights, order, shifts and turns.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many images it sees in all, each as often as it comes; small sets are seen at most <see cref="MaxEpochs"/> times.</summary>
    [Range(1, 1_000_000_000)]
    public int Images { get; init; } = 200_000;

    /// <summary>How often each image is seen at most.</summary>
    [Range(1, 1_000_000)]
    public int MaxEpochs { get; init; } = 30;

    /// <summary>Images in a step; all where there are fewer.</summary>
    [Range(1, 1_048_576)]
    public int Batch { get; init; } = 128;

    /// <summary>The largest step size of AdamW: it rises over a tenth of the training, and falls to nothing by half a cosine.</summary>
    [Range(1e-12, 10.0)]
    public double LearningRate { get; init; } = 6e-3;

    /// <summary>Threads to use; no result depends on it.</summary>
    [Range(1, 1024)]
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;
}
