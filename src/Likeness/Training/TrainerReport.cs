namespace Likeness.Training;

/// <summary>The progress of a training.</summary>
/// <param name="Fraction">The completed fraction of this epoch, in [0, 1).</param>
/// <param name="PointsPerSecond">Training rows per second of wall-clock time since the training started or was resumed.</param>
/// <param name="Note">One sentence about an unusual event, or null.</param>
internal readonly record struct TrainerReport(double Fraction, double PointsPerSecond, string? Note = null);
