using Likeness.Evaluation;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The outcome of one model with one seed.</summary>
/// <param name="Label">The model's name in the comparison.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The run's folder.</param>
internal sealed record RunOutcome(string Label, ulong Seed, string Folder)
{
    /// <summary>The run.json; null if the run failed.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>The evaluation of its samples; null if the run failed.</summary>
    public EvaluationReport? Report { get; init; }

    /// <summary>The times of the run.</summary>
    public RunTiming Timing { get; init; } = new(0);

    /// <summary>The error of a failed run, in one sentence; null if it succeeded.</summary>
    public string? Error { get; init; }
}
