using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>Where a task's output goes, and who is told.</summary>
public sealed record TaskContext
{
    /// <summary>The file or folder to write; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// Opens standard output for the examples; null where it is kept for a JSON answer, which then holds them.
    /// </summary>
    public Func<Stream>? OpenStandardOutput { get; init; }

    /// <summary>Told as the work goes on; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops between pieces of work.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Says how much of a phase is done.</summary>
    public void Report(RunPhase phase, double fraction) =>
        Progress?.Report(new TrainingProgress { Phase = phase, Fraction = fraction });
}

/// <summary>What a task has done.</summary>
public sealed record TaskResult
{
    /// <summary>What a person should read, each a sentence.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The same for a script: an object that is written as JSON.</summary>
    public required object Answer { get; init; }
}
