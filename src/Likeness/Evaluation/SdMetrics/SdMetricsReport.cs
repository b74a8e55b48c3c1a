namespace Likeness.Evaluation.SdMetrics;

/// <summary>
/// The scores of SDMetrics 0.32 under its names, of generated rows against the reference rows (the test rows where there are any: SDMetrics' users
/// often compare with training rows, which rewards copies). They have no baseline; the metrics of <see cref="EvaluationReport.Results"/> do.
/// </summary>
/// <param name="Quality">The quality report.</param>
/// <param name="Diagnostic">The diagnostic report.</param>
/// <param name="Columns">Further scores of each column.</param>
/// <param name="NewRowSynthesis">The fraction of generated rows that match no reference row, numbers within one per cent.</param>
/// <param name="OverfittingProtection">DCROverfittingProtection, with equally many training and test rows; null without either.</param>
/// <param name="MedianDistance">The median distance of generated rows to the closest reference row: the numerator of DCRBaselineProtection.</param>
public sealed record SdMetricsReport(
    QualityScore Quality,
    DiagnosticScore Diagnostic,
    IReadOnlyList<ColumnScore> Columns,
    double NewRowSynthesis,
    double? OverfittingProtection,
    double MedianDistance
);
