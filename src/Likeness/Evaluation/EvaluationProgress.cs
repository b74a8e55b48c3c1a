namespace Likeness.Evaluation;

/// <summary>Progress of an evaluation.</summary>
/// <param name="Metric">The metric that is being measured.</param>
/// <param name="Done">Completed metrics.</param>
/// <param name="Total">Total number of metrics.</param>
public sealed record EvaluationProgress(string Metric, int Done, int Total);
