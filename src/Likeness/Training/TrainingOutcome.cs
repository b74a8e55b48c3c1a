namespace Likeness.Training;

/// <summary>The outcome of a training.</summary>
/// <param name="StopReason">Why it stopped before its last epoch, in one sentence; null if it did not.</param>
/// <param name="Diverged">Whether it stopped because its loss diverged twice.</param>
internal sealed record TrainingOutcome(string? StopReason = null, bool Diverged = false);
