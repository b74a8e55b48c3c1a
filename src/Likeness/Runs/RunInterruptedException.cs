namespace Likeness.Runs;

/// <summary>A run that was cancelled after its checkpoint was saved, so that it can be resumed.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="epoch">Completed epochs, which are saved.</param>
/// <param name="cancellationToken">The token that requested the cancellation.</param>
public sealed class RunInterruptedException(string folder, int epoch, CancellationToken cancellationToken)
    : OperationCanceledException(
        $"The run was stopped after epoch {epoch}; it can be resumed from {folder}.",
        cancellationToken
    )
{
    /// <summary>The run's folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Completed epochs, which are saved.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>Completed steps, which are saved.</summary>
    public long Step { get; init; }
}
