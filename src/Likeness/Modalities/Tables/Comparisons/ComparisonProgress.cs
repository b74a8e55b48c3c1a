using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>Progress of a comparison.</summary>
/// <param name="Model">The current model.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Done">Completed runs.</param>
/// <param name="Total">Total number of runs.</param>
public sealed record ComparisonProgress(string Model, ulong Seed, int Done, int Total)
{
    /// <summary>The run's progress; null before it begins and after it ends.</summary>
    public TrainingProgress? Run { get; init; }

    /// <summary>The result of the run, in one sentence, when it has ended; null before.</summary>
    public string? Ended { get; init; }
}
