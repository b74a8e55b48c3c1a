using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation;

/// <summary>Everything that an evaluation found. Immutable; metrics.json is its text (<see cref="ReportJson"/>).</summary>
public sealed record EvaluationReport
{
    /// <summary>
    /// "test" (compared with rows the model has not seen), "all real rows" (compared with the training rows) or "two tables"
    /// (no training rows were given).
    /// </summary>
    public required string Protocol { get; init; }

    /// <summary>One sentence: which rows are compared with which.</summary>
    public required string Against { get; init; }

    /// <summary>The columns' names, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Rows that the model was trained on; 0 where none were given.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Held-out rows; 0 where there are none.</summary>
    public required int TestRows { get; init; }

    /// <summary>Real rows that the generated ones are compared with.</summary>
    public required int ReferenceRows { get; init; }

    /// <summary>Generated rows that were judged.</summary>
    public required int GeneratedRows { get; init; }

    /// <summary>The settings, the seed among them.</summary>
    public required EvaluationSettings Settings { get; init; }

    /// <summary>What it all comes to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Every metric, in the registry's order; those of a column follow the columns' order.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>How new the generated rows are; null where no training rows were given.</summary>
    public NoveltyReport? Novelty { get; init; }

    /// <summary>The model's own likelihood of the reference rows; null where it has none or none was asked.</summary>
    public LikelihoodReport? Likelihood { get; init; }

    /// <summary>Whether the model's density is right, by its own rows; null where it has none or none was asked.</summary>
    public CalibrationReport? Calibration { get; init; }

    /// <summary>What a reader should know: constant columns, subsampled tables, metrics that could not be measured.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The results of one group, in order.</summary>
    public IEnumerable<MetricResult> In(MetricGroup group) => Results.Where(result => result.Group == group);

    /// <summary>The result of a metric (and column), or null where it was not measured.</summary>
    public MetricResult? Find(string metric, string? column = null) =>
        Results.FirstOrDefault(result => result.Metric == metric && result.Column == column);
}
