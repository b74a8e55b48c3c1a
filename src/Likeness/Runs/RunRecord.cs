using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Models.Adaptation;
using Likeness.Training.Diagnosis;

namespace Likeness.Runs;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>Training has begun. If no process works on the run, it was interrupted and can be resumed.</summary>
    Training,

    /// <summary>All epochs are done, or training stopped early by its own criterion.</summary>
    Finished,

    /// <summary>The loss diverged twice; the last good weights are kept.</summary>
    Diverged,

    /// <summary>The weights were imported.</summary>
    Imported,
}

/// <summary>One part of a run's data.</summary>
/// <param name="Name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Count">The number of examples.</param>
/// <param name="Fingerprint"><c>sha256:</c> and 64 hexadecimal digits; identifies the data.</param>
public sealed record PartRecord(string Name, int Count, string Fingerprint);

/// <summary>The data of a run, as its run.json describes it.</summary>
public sealed record DataRecord
{
    /// <summary>The source of the data.</summary>
    public required DataSource Source { get; init; }

    /// <summary>The column names of a table, in order; empty for other data.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Training, validation and test examples; empty in runs of format 1.</summary>
    public IReadOnlyList<PartRecord> Parts { get; init; } = [];

    /// <summary>Format 1 only: examples before the split; else null.</summary>
    [Range(0, int.MaxValue)]
    public int? Rows { get; init; }

    /// <summary>Format 1 only: the fingerprint of all examples together; else null.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The number of examples of a part; 0 if unknown.</summary>
    /// <param name="name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    public int CountOf(string name) => Parts.FirstOrDefault(part => part.Name == name)?.Count ?? 0;

    /// <summary>Examples of all parts together.</summary>
    [JsonIgnore]
    public int Total => Parts.Count > 0 ? Parts.Sum(part => part.Count) : Rows ?? 0;
}

/// <summary>The content of run.json: everything needed to read the run or to reproduce it.</summary>
public sealed record RunRecord
{
    /// <summary>
    /// The version of this file's format. A newer one is refused. 1 has the earlier names of options (<see cref="FormerNameAttribute"/>), and in
    /// 1 and 2 some options had another meaning (<see cref="Likeness.Models.ModelOptions.FromFormat"/>). Up to 4 the weights of some
    /// models had another meaning (<see cref="Likeness.Models.ModelOptions.FirstFormat"/>), and up to 5 <c>vq-gan</c> and <c>maskgit</c> learned grids.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The registered name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The name of the kind of data that the model learns, such as <c>table</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The model's options record as JSON, with every property.</summary>
    public required JsonElement Options { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The fraction of test examples if the data has no test part, in [0, 1).</summary>
    [Range(0, 0.999_999)]
    public required double Holdout { get; init; }

    /// <summary>
    /// The fraction of validation examples, in [0, 1); null in runs of format 1, which validated on the test examples.
    /// </summary>
    [Range(0, 0.999_999)]
    public double? Validation { get; init; }

    /// <summary>The split.</summary>
    [JsonIgnore]
    public SplitSettings Split => new(Holdout, Validation, Seed);

    /// <summary>The data.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>The fitted transform with all its numbers, in the transform's own format.</summary>
    public required JsonElement Transform { get; init; }

    /// <summary>The state of the run.</summary>
    public RunState State { get; init; }

    /// <summary>The reason why training stopped before its last epoch, in one sentence; null if it did not.</summary>
    public string? StopReason { get; init; }

    /// <summary>The epoch with the best validation loss; null without validation examples.</summary>
    [Range(1, int.MaxValue)]
    public int? BestEpoch { get; init; }

    /// <summary>The step with the best validation loss; null without validation examples, and in runs of formats 1 to 3.</summary>
    [Range(1, long.MaxValue)]
    public long? BestStep { get; init; }

    /// <summary>Completed training steps; null while it is trained, for models that are fitted at once, and in runs of formats 1 to 3.</summary>
    [Range(0, long.MaxValue)]
    public long? StepsTaken { get; init; }

    /// <summary>What was found about the training when it ended, such as overfitting; empty for nothing.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The number of training rows.</summary>
    [Range(0, int.MaxValue)]
    public int TrainRows { get; init; }

    /// <summary>Trainable numbers of the model, or fitted numbers if it has none.</summary>
    [Range(0, 1e18)]
    public long Parameters { get; init; }

    /// <summary>Images only: epochs between sample images; 0 for none.</summary>
    [Range(0, 1_000_000)]
    public int SampleEvery { get; init; }

    /// <summary>Images only: number of samples in each sample image.</summary>
    [Range(0, 4096)]
    public int SampleCount { get; init; }

    /// <summary>The name of the file or folder whose weights were imported; null for a trained run.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>The low-rank adapters, which are all that is trained of the model; null for none.</summary>
    public LowRankAdapters? Adapters { get; init; }

    /// <summary>The name of the folder of the run whose weights this one began with; null for a run that began with random weights.</summary>
    public string? AdaptedFrom { get; init; }

    /// <summary>Whether the weights were imported without data.</summary>
    [JsonIgnore]
    internal bool IsWithoutData => State == RunState.Imported && Data is { Parts.Count: 0, Fingerprint: null };

    /// <summary>The command that created the run; null if it was created from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Versions of Likeness, .NET and the operating system, and the kernels used, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    internal const int CurrentFormat = 6;

    /// <summary>The record with another place of the same data; null for the recorded one.</summary>
    internal RunRecord WithSource(DataSource? data) =>
        data is null ? this : this with { Data = Data with { Source = data.Located() } };
}
