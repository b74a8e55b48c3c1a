namespace Likeness.Evaluation;

/// <summary>Distances from each row of one sample to its closest training row, in training standard deviations.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Mean">The mean distance.</param>
/// <param name="Median">The median distance.</param>
/// <param name="Percentiles">101 values: the 0, 1, …, 100 % quantiles (linear between order statistics), for charts.</param>
public sealed record DistanceSummary(int Rows, double Mean, double Median, IReadOnlyList<double> Percentiles);
