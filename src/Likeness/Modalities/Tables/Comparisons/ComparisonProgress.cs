using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>How far a comparison has come.</summary>
/// <param name="Model">The model at work.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Done">Runs that are done.</param>
/// <param name="Total">Runs in all.</param>
public sealed record ComparisonProgress(string Model, ulong Seed, int Done, int Total)
{
    /// <summary>What the run is doing; null before it has begun and after it has ended.</summary>
    public TrainingProgress? Run { get; init; }

    /// <summary>What came of the run, in one sentence, once it has ended; null before.</summary>
    public string? Ended { get; init; }
}
