namespace Likeness.Evaluation;

/// <summary>
/// The sampling uncertainty of a value: the middle 90 % of its bootstrap distribution, recentred on the value
/// (resampling repeats rows, which shifts statistics such as MMD; the recentred range does not inherit that shift).
/// </summary>
/// <param name="Low">The 5 % quantile, in the metric's units.</param>
/// <param name="High">The 95 % quantile, in the metric's units.</param>
public sealed record Interval(double Low, double High);
