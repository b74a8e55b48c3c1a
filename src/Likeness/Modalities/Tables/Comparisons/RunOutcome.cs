using Likeness.Evaluation;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>What came of one model under one seed.</summary>
/// <param name="Label">The model's name in the comparison.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The run's folder.</param>
internal sealed record RunOutcome(string Label, ulong Seed, string Folder)
{
    /// <summary>The run.json; null where the run failed.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>What its samples are like; null where the run failed.</summary>
    public EvaluationReport? Report { get; init; }

    /// <summary>What it took.</summary>
    public RunTiming Timing { get; init; } = new(0);

    /// <summary>Why the run failed, in one sentence; null where it did not.</summary>
    public string? Error { get; init; }
}
