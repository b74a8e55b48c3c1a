using System.ComponentModel.DataAnnotations;

namespace Likeness.Modalities.Images.Style;

/// <summary>Settings of <see cref="StyleTransfer"/>: Gatys et al. 2015, arXiv:1508.06576.</summary>
public sealed record StyleSettings
{
    /// <summary>Steps of Adam.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 300;

    /// <summary>The learning rate of Adam; values of pixels range from −1 to 1.</summary>
    [Range(1e-6, 10.0)]
    public double LearningRate { get; init; } = 0.02;

    /// <summary>α/β, the weight of the content beside the style, whose weight is 1.</summary>
    [Range(0.0, 1e6)]
    public double ContentWeight { get; init; } = 0.01;

    /// <summary>Whether the picture begins as noise, as in the paper, instead of the content.</summary>
    public bool FromNoise { get; init; }

    /// <summary>Whether the network has its random first weights: a baseline for the learned features.</summary>
    public bool RandomFeatures { get; init; }

    /// <summary>The seed of the noise, of the network's weights and of the textures.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of threads; no result depends on it.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The folder of stored classifiers, in which the network is looked for and kept; null trains it each time.</summary>
    public string? ClassifierFolder { get; init; }
}
