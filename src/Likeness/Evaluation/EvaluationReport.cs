using Likeness.Evaluation.Privacy;
using Likeness.Evaluation.SdMetrics;
using Likeness.Evaluation.Separation;
using Likeness.Evaluation.Utility;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation;

/// <summary>The complete result of an evaluation. Immutable; metrics.json is its text (<see cref="ReportJson"/>).</summary>
public sealed record EvaluationReport
{
    /// <summary>
    /// "test" (compared with rows the model has not seen), "all real rows" (compared with the training rows) or "two tables"
    /// (without training rows).
    /// </summary>
    public required string Protocol { get; init; }

    /// <summary>One sentence: what is compared with what.</summary>
    public required string Against { get; init; }

    /// <summary>The columns' names, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Training rows; 0 if unknown.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Held-out rows; 0 for none.</summary>
    public required int TestRows { get; init; }

    /// <summary>Real rows that the generated rows are compared with.</summary>
    public required int ReferenceRows { get; init; }

    /// <summary>Evaluated generated rows.</summary>
    public required int GeneratedRows { get; init; }

    /// <summary>The settings, including the seed.</summary>
    public required EvaluationSettings Settings { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Every metric, in the registry's order; those of a column follow the columns' order.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>The novelty of the generated rows; null without training rows.</summary>
    public NoveltyReport? Novelty { get; init; }

    /// <summary>The measured risks to training rows; null without training rows, and where only the verdict was asked for.</summary>
    public PrivacyReport? Privacy { get; init; }

    /// <summary>The prediction of <see cref="EvaluationSettings.Target"/>; null without one.</summary>
    public UtilityReport? Utility { get; init; }

    /// <summary>
    /// By which columns boosted trees separate generated rows, and pairs of consecutive rows of one key, from real ones: one entry for each classifier whose AUC lies beyond the real-vs-real baseline; empty where
    /// none does, and where only the verdict was asked for.
    /// </summary>
    public IReadOnlyList<SeparationReport> Separations { get; init; } = [];

    /// <summary>The rules that all real rows satisfy, and how many generated rows do.</summary>
    public IReadOnlyList<RuleAdherence> Rules { get; init; } = [];

    /// <summary>The rules that nearly all real rows satisfy, and how many generated rows do.</summary>
    public IReadOnlyList<ApproximateAdherence> ApproximateRules { get; init; } = [];

    /// <summary>How many generated rows have only values that real rows may have, and satisfy the rules; null where it was not measured.</summary>
    public ValidityReport? Validity { get; init; }

    /// <summary>The scores of SDMetrics; null where only the verdict was asked for.</summary>
    public SdMetricsReport? SdMetrics { get; init; }

    /// <summary>The model's likelihood of the reference rows; null if it was not computed.</summary>
    public LikelihoodReport? Likelihood { get; init; }

    /// <summary>The calibration of the model's density; null if it was not computed.</summary>
    public CalibrationReport? Calibration { get; init; }

    /// <summary>Warnings: constant columns, subsampled tables, metrics that could not be measured.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The results of one group, in order.</summary>
    public IEnumerable<MetricResult> In(MetricGroup group) => Results.Where(result => result.Group == group);

    /// <summary>The result of a metric (and column), or null if it was not measured.</summary>
    public MetricResult? Find(string metric, string? column = null) =>
        Results.FirstOrDefault(result => result.Metric == metric && result.Column == column);
}
