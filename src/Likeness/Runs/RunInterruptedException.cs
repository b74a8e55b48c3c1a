namespace Likeness.Runs;

/// <summary>A run that was cancelled after its checkpoint was kept, so that it can be taken up again.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="epoch">Epochs completed and kept.</param>
/// <param name="cancellationToken">The token that asked for it.</param>
public sealed class RunInterruptedException(string folder, int epoch, CancellationToken cancellationToken)
    : OperationCanceledException($"The run was stopped after epoch {epoch}; it is kept in {folder}.", cancellationToken)
{
    /// <summary>The run's folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Epochs completed and kept.</summary>
    public int Epoch { get; } = epoch;
}
