namespace Likeness.Evaluation.Separation;

/// <summary>
/// By which columns boosted trees separate generated from real rows, where their AUC lies beyond the real-vs-real baseline. The importance of a column is how much the AUC of left-out rows
/// falls when the column's values are permuted among the rows of a test fold: Breiman 2001 (Machine Learning 45:5, section 10); Fisher, Rudin and Dominici 2019 (JMLR 20:177, model reliance).
/// </summary>
/// <param name="Metric">The classifier: the name of its metric.</param>
/// <param name="Auc">Its AUC with all columns.</param>
/// <param name="Columns">The columns, the most important first; those that no tree uses are left out.</param>
/// <param name="Pairs">Pairs of the most important columns, the largest AUC first.</param>
/// <param name="Sentence">What matters most, in one sentence.</param>
public sealed record SeparationReport(
    string Metric,
    double Auc,
    IReadOnlyList<SeparatingColumn> Columns,
    IReadOnlyList<SeparatingPair> Pairs,
    string Sentence
);

/// <summary>A column by which a classifier separates generated from real rows.</summary>
/// <param name="Column">The column, with all that is derived from it, such as the weekday of a time.</param>
/// <param name="Part">The derived column that matters alone, such as <c>weekday</c>; null for the column itself.</param>
/// <param name="Drop">How much the AUC falls when the column is permuted: the mean of three permutations.</param>
/// <param name="Interval">The 90 % interval of <paramref name="Drop"/> (DeLong, DeLong and Clarke-Pearson 1988).</param>
/// <param name="Alone">The cross-fitted AUC of trees that have only this column; null where it is not one of the most important ones.</param>
/// <param name="IsNamed">Whether the sentence names it: the interval lies above 0, and the drop is at least a third of the largest.</param>
public sealed record SeparatingColumn(
    string Column,
    string? Part,
    double Drop,
    Interval Interval,
    double? Alone,
    bool IsNamed
);

/// <summary>Two columns by which a classifier separates generated from real rows.</summary>
/// <param name="First">The more important column.</param>
/// <param name="Second">The other column.</param>
/// <param name="Auc">The cross-fitted AUC of trees that have only these columns.</param>
/// <param name="IsNamed">Whether the sentence names how they go together: most of this AUC is that of neither column alone.</param>
public sealed record SeparatingPair(string First, string Second, double Auc, bool IsNamed);
