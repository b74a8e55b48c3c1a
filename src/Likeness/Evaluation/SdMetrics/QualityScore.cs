namespace Likeness.Evaluation.SdMetrics;

/// <summary>SDMetrics 0.32's quality report: how similar columns and pairs of columns are.</summary>
/// <param name="Score">The mean of both properties.</param>
/// <param name="ColumnShapes">The mean over columns of KSComplement (numbers, times) or TVComplement (all others).</param>
/// <param name="ColumnPairTrends">The mean over the pairs with a real trend; null without any.</param>
/// <param name="AllPairTrends">The mean over all pairs: what SDMetrics before 0.27 called Column Pair Trends; null without any.</param>
/// <param name="Columns">The score of each column.</param>
/// <param name="Pairs">Every pair of columns; scored where the real columns are associated.</param>
public sealed record QualityScore(
    double Score,
    double ColumnShapes,
    double? ColumnPairTrends,
    double? AllPairTrends,
    IReadOnlyList<ColumnScore> Columns,
    IReadOnlyList<PairScore> Pairs
);

/// <summary>One score of a column under SDMetrics' name of the metric.</summary>
/// <param name="Column">The column.</param>
/// <param name="Metric">SDMetrics' name.</param>
/// <param name="Score">1 is best; null where SDMetrics defines none.</param>
public sealed record ColumnScore(string Column, string Metric, double? Score);

/// <summary>One score of a pair of columns under SDMetrics' name of the metric.</summary>
/// <param name="First">The first column.</param>
/// <param name="Second">The second column.</param>
/// <param name="Metric">CorrelationSimilarity for two numbers, else ContingencySimilarity.</param>
/// <param name="Score">1 is best; null where the metric is undefined.</param>
/// <param name="Real">Pearson's correlation or Cramér's V of the real columns; null where undefined.</param>
/// <param name="Generated">Pearson's correlation of the generated columns; null for a contingency.</param>
/// <param name="Counts">Whether the real trend exceeds SDMetrics' threshold (|ρ| > 0.5, V > 0.3), so that the pair counts in Column Pair Trends.</param>
public sealed record PairScore(
    string First,
    string Second,
    string Metric,
    double? Score,
    double? Real,
    double? Generated,
    bool Counts
);
