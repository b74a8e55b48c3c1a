using System.ComponentModel.DataAnnotations;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The settings of a comparison: each model is trained on the same splits, one for each seed.</summary>
public sealed record ComparisonSettings
{
    /// <summary>Names of models, each as it is registered, or with one of its presets: <c>realnvp:origin</c>. At least one.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The source of the rows.</summary>
    public DataSource Data { get; init; } = DataSource.Embedded("pi");

    /// <summary>The fraction of held-out rows, in (0, 1).</summary>
    [Range(1e-9, 0.999_999)]
    public double Holdout { get; init; } = 0.2;

    /// <summary>The first seed, for split, initial weights, noise and samples.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of consecutive seeds; at least 1. Intervals need two, and three are few.</summary>
    [Range(1, 1000)]
    public int Seeds { get; init; } = 3;

    /// <summary>The folder of the comparison, with a run's folder for each model and seed; finished runs in it are reused.</summary>
    public required string Folder { get; init; }

    /// <summary>Number of threads; 0 for one per core. Only times depend on it.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>The time budget per training; null for the models' own epochs.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The command of the comparison, as its report shows it; null from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The names of all registered models.</summary>
    public static IReadOnlyList<string> AllModels =>
        [.. ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name)];
}
