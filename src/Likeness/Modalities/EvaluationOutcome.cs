using System.ComponentModel.DataAnnotations;
using Likeness.Data;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures.Report;
using Likeness.Runs;
using Likeness.Training.Diagnosis;

namespace Likeness.Modalities;

/// <summary>Settings of an evaluation, for every kind of data.</summary>
public sealed record EvaluationRequest
{
    /// <summary>Seed of samples, intervals and baselines; null for the run's seed, or 0.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The number of samples; null for a default that depends on the data.</summary>
    [Range(2, 100_000_000)]
    public int? Samples { get; init; }

    /// <summary>
    /// A column of a table to predict by boosted trees trained on generated and on real rows, both tested on real rows; null for none.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// The time for the evaluation and its report: fewer samples are compared and scored where more would take longer, and the report says how
    /// many; null for no limit. The result then depends on the speed of the machine.
    /// </summary>
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// The time of a whole command, of which <see cref="Time"/> is left: how long a classifier of images may be trained follows from it, so that the same
    /// command finds the same classifier again. Null for <see cref="Time"/>.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Threads to work on; 0 for one per core.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>The resulting number of threads.</summary>
    internal int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;
}

/// <summary>Files that are compared without a model.</summary>
/// <param name="Real">Real examples that the generator was not trained on.</param>
/// <param name="Generated">Generated examples.</param>
/// <param name="Train">The training examples of the generator; null if not available.</param>
public sealed record EvaluatedFiles(DataSource Real, DataSource Generated, DataSource? Train = null);

/// <summary>The outcome of an evaluation, for every kind of data.</summary>
public sealed record EvaluationOutcome
{
    /// <summary>One sentence on what was compared with what.</summary>
    public required string Against { get; init; }

    /// <summary>The verdict; null if there was too little data.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The most important numbers, at most five.</summary>
    public IReadOnlyList<KeyNumber> Numbers { get; init; } = [];

    /// <summary>Warnings, each a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What was found about the model, by its training (such as overfitting) or its samples; empty without a model.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>All measurements, of the kind's own type: the content of metrics.json beside the verdict.</summary>
    public required object Details { get; init; }

    /// <summary>The sections of the report, in order.</summary>
    public IReadOnlyList<Action<HtmlWriter>> Sections { get; init; } = [];

    /// <summary>The subject of the report, under its heading, such as <c>images of 1 × 28 × 28</c>.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The data, for the report.</summary>
    public DataDescription? Data { get; init; }

    /// <summary>Files that were written into the run's folder, with descriptions.</summary>
    public IReadOnlyList<ReportFile> Files { get; init; } = [];
}
