namespace Likeness.Runs;

/// <summary>
/// Passes progress on, and ends the work at the next report once it is cancelled, while data is read or prepared: phases whose code takes no
/// cancellation token. A training ends after a step by itself, with its last epoch kept.
/// </summary>
internal sealed class CancellingProgress : IProgress<TrainingProgress>
{
    private readonly IProgress<TrainingProgress>? receiver;
    private readonly CancellationToken cancellationToken;

    private CancellingProgress(IProgress<TrainingProgress>? receiver, CancellationToken cancellationToken) =>
        (this.receiver, this.cancellationToken) = (receiver, cancellationToken);

    /// <summary>The receiver itself where nothing can be cancelled.</summary>
    public static IProgress<TrainingProgress>? Create(
        IProgress<TrainingProgress>? receiver,
        CancellationToken cancellationToken
    ) => cancellationToken.CanBeCanceled ? new CancellingProgress(receiver, cancellationToken) : receiver;

    public void Report(TrainingProgress value)
    {
        if (value.Phase is RunPhase.Reading or RunPhase.Preparing)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        receiver?.Report(value);
    }
}
