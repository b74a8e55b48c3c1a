namespace Likeness.Training;

/// <summary>How far a training is.</summary>
/// <param name="Fraction">The share of this epoch that is done, in [0, 1).</param>
/// <param name="PointsPerSecond">Training rows a second of wall-clock time since the training began or was resumed.</param>
/// <param name="Note">One sentence on something out of the ordinary, or null.</param>
internal readonly record struct TrainerReport(double Fraction, double PointsPerSecond, string? Note = null);
