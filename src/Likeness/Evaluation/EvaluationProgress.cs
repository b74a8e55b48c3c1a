namespace Likeness.Evaluation;

/// <summary>How far an evaluation is.</summary>
/// <param name="Metric">The metric that is being measured.</param>
/// <param name="Done">Metrics finished.</param>
/// <param name="Total">Metrics in all.</param>
public sealed record EvaluationProgress(string Metric, int Done, int Total);
