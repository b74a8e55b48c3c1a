using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Likeness.Evaluation.Windows;

/// <summary>What an evaluation of texts or clips may choose. The same settings and data give the same report, whatever the threads.</summary>
public sealed record WindowEvaluationSettings
{
    /// <summary>Seeds the bootstrap, the classifiers and the choice of real samples behind the baselines.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most windows of either sample that classifiers and n-grams compare; they are taken at even steps.</summary>
    [Range(2, 1_000_000)]
    public int MaxWindows { get; init; } = 1000;

    /// <summary>Pairs of real samples behind each real-vs-real baseline.</summary>
    [Range(0, 100_000)]
    public int BaselineRepeats { get; init; } = 12;

    /// <summary>Bootstrap resamples behind each interval.</summary>
    [Range(0, 100_000)]
    public int Resamples { get; init; } = 200;

    /// <summary>Threads to use; no result depends on it.</summary>
    [Range(1, 1024)]
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;
}
