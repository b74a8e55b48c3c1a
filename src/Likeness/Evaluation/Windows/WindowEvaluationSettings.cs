using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Likeness.Evaluation.Windows;

/// <summary>Settings of an evaluation of texts or clips. The same settings and data give the same report, for any number of threads.</summary>
public sealed record WindowEvaluationSettings
{
    /// <summary>Seed of the bootstrap, the classifiers and the real samples of the baselines.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The maximum number of windows of either sample for classifiers and n-grams; they are subsampled at even steps.</summary>
    [Range(2, 1_000_000)]
    public int MaxWindows { get; init; } = 1000;

    /// <summary>Pairs of real samples behind each real-vs-real baseline.</summary>
    [Range(0, 100_000)]
    public int BaselineRepeats { get; init; } = 16;

    /// <summary>Bootstrap resamples behind each interval.</summary>
    [Range(0, 100_000)]
    public int Resamples { get; init; } = 200;

    /// <summary>Number of threads; no result depends on it.</summary>
    [Range(1, 1024)]
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;
}
