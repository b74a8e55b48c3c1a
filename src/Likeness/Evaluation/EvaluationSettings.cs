using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Likeness.Evaluation;

/// <summary>Settings of an evaluation. The same settings and tables give the same report, for any number of threads.</summary>
public sealed record EvaluationSettings
{
    /// <summary>Seed of the bootstrap, the baseline's splits, permutations, folds and directions.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A column to predict by boosted trees trained on generated and on real rows; null for none.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// A column of keys that several rows have, such as those of patients; null for none. Rows of one key are similar: classifiers are trained on all of them or on none, and the real-vs-real baseline splits
    /// keys, not rows.
    /// </summary>
    public string? Subjects { get; init; }

    /// <summary>The key whose rows follow each other, and how; null where no order is known. Pairs of consecutive rows are then compared, too.</summary>
    public SubjectOrder? Order { get; init; }

    /// <summary>The times of a panel, of which samples have the same rows as the training data, and test rows others: novelty is measured without them; null for another table.</summary>
    [JsonIgnore]
    internal string? PanelTime { get; init; }

    /// <summary>Bootstrap resamples behind each interval.</summary>
    [Range(0, 100_000)]
    public int Resamples { get; init; } = 200;

    /// <summary>Random splits behind each real-vs-real baseline.</summary>
    [Range(0, 100_000)]
    public int BaselineRepeats { get; init; } = 40;

    /// <summary>Permutations behind each p-value.</summary>
    [Range(0, 1_000_000)]
    public int Permutations { get; init; } = 999;

    /// <summary>k of the nearest-neighbour metrics (precision, recall, density, coverage).</summary>
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 5;

    /// <summary>Random directions of the sliced Wasserstein distance.</summary>
    [Range(1, 100_000)]
    public int Directions { get; init; } = 128;

    /// <summary>The maximum number of rows per sample in the exact Wasserstein distance: 5,000 rows take seconds per solution, 1,000 a tenth of a second.</summary>
    [Range(2, 100_000)]
    public int TransportRows { get; init; } = 1000;

    /// <summary>The maximum number of rows per sample for classifier two-sample tests; the standard error of the AUC is then 0.0082.</summary>
    [Range(4, 1_000_000)]
    public int ClassifierRows { get; init; } = 2500;

    /// <summary>
    /// The maximum number of rows per table for metrics of the joint distribution and of coverage, because most of these compare all pairs of
    /// rows. Metrics of columns and novelty use up to <see cref="MaxRows"/>.
    /// </summary>
    [Range(2, 100_000_000)]
    public int PairRows { get; init; } = 5000;

    /// <summary>Larger tables are subsampled to this many rows (the report says so), because several metrics take quadratic time. With w &gt; 10 columns it is (10/w)² of them, but not less than a third.</summary>
    [Range(2, 100_000_000)]
    public int MaxRows { get; init; } = 10_000;

    /// <summary>Tables with more columns are compared in this many of them, chosen at random (the report says so).</summary>
    [Range(1, 100_000)]
    public int MaxColumns { get; init; } = 100;

    /// <summary>
    /// The most values, rows times columns, of either sample: wide tables are subsampled to fewer rows than <see cref="MaxRows"/>, but not to
    /// fewer than 1,000 (the report says so).
    /// </summary>
    [Range(100, 1_000_000_000)]
    public int MaxValues { get; init; } = 1_000_000;

    /// <summary>Number of threads; no result depends on it.</summary>
    [Range(1, 1024)]
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;
}
