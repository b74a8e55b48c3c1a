using System.ComponentModel.DataAnnotations;
using Likeness.Data;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures.Report;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>What an evaluation may choose, for every kind of data alike.</summary>
public sealed record EvaluationRequest
{
    /// <summary>Seeds samples, intervals and baselines; null for the run's own, or 0.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How many samples to draw; null for a number that suits the data.</summary>
    [Range(2, 100_000_000)]
    public int? Samples { get; init; }

    /// <summary>Threads to work on; 0 for one a core.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>How many threads that is.</summary>
    internal int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;
}

/// <summary>Files that are compared without a model.</summary>
/// <param name="Real">Real examples that no model was trained on.</param>
/// <param name="Generated">Generated examples.</param>
/// <param name="Train">The examples that the generator was trained on; null where they are not at hand.</param>
public sealed record EvaluatedFiles(DataSource Real, DataSource Generated, DataSource? Train = null);

/// <summary>What an evaluation found, for every kind of data alike.</summary>
public sealed record EvaluationOutcome
{
    /// <summary>What was compared with what, in one sentence.</summary>
    public required string Against { get; init; }

    /// <summary>What it comes to; null where there was too little data to say.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The numbers that matter most, at most five.</summary>
    public IReadOnlyList<KeyNumber> Numbers { get; init; } = [];

    /// <summary>What a reader should know, each a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Everything that was measured, of the kind's own type: what metrics.json holds beside the verdict.</summary>
    public required object Details { get; init; }

    /// <summary>The sections of the report, in their order.</summary>
    public IReadOnlyList<Action<HtmlWriter>> Sections { get; init; } = [];

    /// <summary>What the report is about, under its heading, such as <c>images of 1 × 28 × 28</c>.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The data, for the report.</summary>
    public DataDescription? Data { get; init; }

    /// <summary>Files that were written into the run's folder, with what is in them.</summary>
    public IReadOnlyList<ReportFile> Files { get; init; } = [];
}
