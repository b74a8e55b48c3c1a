using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities;

namespace Likeness.Runs;

/// <summary>How far a run has come.</summary>
public enum RunState
{
    /// <summary>Training has begun; if no process is at work on it, it was cut short and can be resumed.</summary>
    Training,

    /// <summary>All epochs are done, or the training stopped early by its own rule.</summary>
    Finished,

    /// <summary>The loss diverged twice; the last good weights are kept.</summary>
    Diverged,

    /// <summary>The weights came from elsewhere.</summary>
    Imported,
}

/// <summary>One part of a run's data.</summary>
/// <param name="Name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Count">How many examples it has.</param>
/// <param name="Fingerprint"><c>sha256:</c> and 64 hexadecimal digits, so that other data is recognised.</param>
public sealed record PartRecord(string Name, int Count, string Fingerprint);

/// <summary>The data that a run was made from, as its run.json describes it.</summary>
public sealed record DataRecord
{
    /// <summary>Where it came from.</summary>
    public required DataSource Source { get; init; }

    /// <summary>Names of the columns of a table, in order; empty where the data is none.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Training, validation and test examples; empty in runs of format 1.</summary>
    public IReadOnlyList<PartRecord> Parts { get; init; } = [];

    /// <summary>Of runs of format 1: examples before the split; else null.</summary>
    [Range(0, int.MaxValue)]
    public int? Rows { get; init; }

    /// <summary>Of runs of format 1: the fingerprint of all examples together; else null.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How many examples a part has; 0 where that is not known.</summary>
    /// <param name="name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    public int CountOf(string name) => Parts.FirstOrDefault(part => part.Name == name)?.Count ?? 0;

    /// <summary>Examples of all parts together.</summary>
    [JsonIgnore]
    public int Total => Parts.Count > 0 ? Parts.Sum(part => part.Count) : Rows ?? 0;
}

/// <summary>The content of run.json: all that is needed to read the run again and to make it again.</summary>
public sealed record RunRecord
{
    /// <summary>The version of this file's form: a newer one is refused, 1 has the earlier names of options (<see cref="FormerNameAttribute"/>).</summary>
    [Range(1, int.MaxValue)]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The registered name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The name of the kind of data that the model learns, such as <c>table</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The model's options record as JSON, every property written out.</summary>
    public required JsonElement Options { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The fraction of examples set aside for the evaluation where the data comes without test examples, in [0, 1).</summary>
    [Range(0, 0.999_999)]
    public required double Holdout { get; init; }

    /// <summary>
    /// The fraction of examples that choices are made by, in [0, 1); null in runs of format 1, which chose by the test examples.
    /// </summary>
    [Range(0, 0.999_999)]
    public double? Validation { get; init; }

    /// <summary>How the data was split.</summary>
    [JsonIgnore]
    public SplitSettings Split => new(Holdout, Validation, Seed);

    /// <summary>The data.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>The fitted transform with all its numbers, as the transform writes itself.</summary>
    public required JsonElement Transform { get; init; }

    /// <summary>How far the run has come.</summary>
    public RunState State { get; init; }

    /// <summary>Why the training stopped before its last epoch, in one sentence; null where it did not.</summary>
    public string? StopReason { get; init; }

    /// <summary>The epoch whose weights are best on validation rows; null where there are none.</summary>
    [Range(1, int.MaxValue)]
    public int? BestEpoch { get; init; }

    /// <summary>How many of the rows are trained on.</summary>
    [Range(0, int.MaxValue)]
    public int TrainRows { get; init; }

    /// <summary>Trainable numbers of the model, or those that are fitted at once where there are none.</summary>
    [Range(0, 1e18)]
    public long Parameters { get; init; }

    /// <summary>Of images: epochs from one picture of samples to the next; 0 for none.</summary>
    [Range(0, 1_000_000)]
    public int SampleEvery { get; init; }

    /// <summary>Of images: how many stand in such a picture.</summary>
    [Range(0, 4096)]
    public int SampleCount { get; init; }

    /// <summary>The command that made the run; null from C#.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Versions of Likeness, .NET and the system, and the kernels that ran, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    internal const int CurrentFormat = 2;
}
