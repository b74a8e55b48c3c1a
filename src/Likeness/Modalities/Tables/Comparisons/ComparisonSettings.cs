using System.ComponentModel.DataAnnotations;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>All that a person decides before models are compared: each is trained on the same splits, one for each seed.</summary>
public sealed record ComparisonSettings
{
    /// <summary>Names of models, each as it is registered, or with one of its presets: <c>realnvp:origin</c>. At least one.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Where the rows come from.</summary>
    public DataSource Data { get; init; } = DataSource.Embedded("pi");

    /// <summary>The share of the rows kept out of training and judged on, in (0, 1).</summary>
    [Range(1e-9, 0.999_999)]
    public double Holdout { get; init; } = 0.2;

    /// <summary>The first seed; it decides split, first weights, noise and samples.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many seeds, one after another; at least 1. Intervals need two, and three are little.</summary>
    [Range(1, 1000)]
    public int Seeds { get; init; } = 3;

    /// <summary>The folder of the comparison, with a run's folder for each model and seed; what is finished in it is kept.</summary>
    public required string Folder { get; init; }

    /// <summary>Threads to work on; 0 for one a core. No result but times depends on it.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>The time that each training may take; null for the models' own epochs.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The command that asked for the comparison, as its report shows it; null from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Every registered model, by name.</summary>
    public static IReadOnlyList<string> AllModels =>
        [.. ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name)];
}
