namespace Likeness.Training;

/// <summary>The progress of a training; the state has its step.</summary>
/// <param name="PointsPerSecond">Training rows per second of wall-clock time since the training started or was resumed.</param>
/// <param name="Note">One sentence about an unusual event, or null.</param>
/// <param name="Fitted">The completed fraction of a model that is fitted at once.</param>
internal readonly record struct TrainerReport(double PointsPerSecond, string? Note = null, double Fitted = 0);
