namespace Likeness.Training;

/// <summary>How a training ended.</summary>
/// <param name="StopReason">Why it stopped before its last epoch, in one sentence; null where it did not.</param>
/// <param name="Diverged">Whether it stopped because its loss diverged twice.</param>
internal sealed record TrainingOutcome(string? StopReason = null, bool Diverged = false);
