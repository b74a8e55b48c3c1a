using System.ComponentModel.DataAnnotations;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;

namespace Likeness.Runs;

/// <summary>The settings of <see cref="RunAdaptation"/>.</summary>
public sealed record AdaptationSettings
{
    /// <summary>The default training steps, where the options name no other length: enough for some hundreds of examples.</summary>
    public const int DefaultSteps = 1000;

    /// <summary>The low-rank adapters; null to train all weights. A control network and edits have none.</summary>
    public LowRankAdapters? Adapters { get; init; } = new(8, 8);

    /// <summary>
    /// The control network with which a diffusion model of images is extended; all that it has learned stays frozen, and <see cref="Adapters"/> are ignored.
    /// </summary>
    public ControlKind Control { get; init; }

    /// <summary>
    /// Whether a diffusion model of images learns to edit pictures by words, from pairs of a picture before and after: all its weights are trained, and
    /// <see cref="Adapters"/> are ignored. The default data are the pairs of the dataset <c>shape-edits</c>.
    /// </summary>
    public bool Edits { get; init; }

    /// <summary>Maps the run's options to those of the new one, such as another length; null for <see cref="DefaultSteps"/> steps.</summary>
    public Func<ModelOptions, ModelOptions>? Options { get; init; }

    /// <summary>The data; null for that of the run, or for edits the pairs of shapes.</summary>
    public DataSource? Data { get; init; }

    /// <summary>The fraction of test examples, in [0, 1), unless the data has a test part; null for that of <see cref="Modalities.Modality.DefaultSplit"/>.</summary>
    [Range(0, 0.999_999)]
    public double? Holdout { get; init; }

    /// <summary>The fraction of validation examples, in [0, 1), unless the data has a validation part; null for that of <see cref="Modalities.Modality.DefaultSplit"/>.</summary>
    [Range(0, 0.999_999)]
    public double? Validation { get; init; }

    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>The new run's folder, new or empty; null for <c>runs/&lt;model&gt;-&lt;data&gt;-&lt;n&gt;</c>.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Threads of the worker pool; 0 for one per core.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>A time instead of steps; null for those.</summary>
    public TrainingBudget? Budget { get; init; }

    /// <summary>The command that started it; null from C#.</summary>
    public string? CommandLine { get; init; }
}
