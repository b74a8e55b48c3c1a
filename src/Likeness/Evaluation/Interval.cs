namespace Likeness.Evaluation;

/// <summary>
/// How far sampling alone moves a value: the middle 90 % of its bootstrap distribution, recentred on the value
/// (resampling repeats rows, which shifts statistics such as MMD; the recentred range does not inherit that shift).
/// </summary>
/// <param name="Low">The 5 % end, in the metric's units.</param>
/// <param name="High">The 95 % end, in the metric's units.</param>
public sealed record Interval(double Low, double High);
