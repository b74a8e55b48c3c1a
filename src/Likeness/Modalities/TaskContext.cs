using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>The output of a task, and its progress.</summary>
public sealed record TaskContext
{
    /// <summary>The file or folder to write, or a table of a database; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>What happens with a table of a database that exists; existing files are always replaced.</summary>
    public ExistingTable Existing { get; init; }

    /// <summary>
    /// Opens standard output for the examples; null if it is reserved for a JSON document, which then contains them.
    /// </summary>
    public Func<Stream>? OpenStandardOutput { get; init; }

    /// <summary>Receives progress reports; may be null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Cancels between pieces of work.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Reports the fraction of a phase that is done.</summary>
    public void Report(RunPhase phase, double fraction) =>
        Progress?.Report(new TrainingProgress { Phase = phase, Fraction = fraction });
}

/// <summary>The result of a task.</summary>
public sealed record TaskResult
{
    /// <summary>Lines for people, each a sentence.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The same for scripts: an object that is written as JSON.</summary>
    public required object Answer { get; init; }
}
