using Likeness.Data;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Separation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation.Consecutive;

/// <summary>
/// Whether the rows of a subject follow each other as in the data: a classifier two-sample test (<see cref="BoostedTreesClassifier"/>) of pairs of consecutive rows. Metrics of single rows do not see that an opening
/// balance is not the closing one before.
/// </summary>
internal static class ConsecutiveRows
{
    /// <summary>The metric's name.</summary>
    public const string Name = "C2ST of consecutive rows";

    // Pairs have two or three times as many columns as rows.
    private const int MaxPairs = 2500;

    private const string Source =
        "Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3, with boosted trees, of each row beside the one before it";

    /// <summary>A report with the metric, its evidence in the verdict, the columns that matter, and a warning where rows follow each other worse than they are alone; the report itself where there are too few pairs, or no order.</summary>
    /// <param name="report">The report on single rows.</param>
    /// <param name="train">The training rows, or the real rows without them.</param>
    /// <param name="test">Other real rows; null for none.</param>
    /// <param name="generated">The generated rows.</param>
    /// <param name="order">The key, and the order of its rows.</param>
    /// <param name="settings">Seed and sizes.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    public static EvaluationReport Add(
        EvaluationReport report,
        Table train,
        Table? test,
        Table generated,
        SubjectOrder order,
        EvaluationSettings settings,
        CancellationToken cancellationToken
    )
    {
        report = report with { Settings = report.Settings with { Order = order } };
        if (PairedRows.Find(train, test, generated, order, settings) is not { } rows)
        {
            return report;
        }

        int most = SampleCheck.Affordable(Math.Min(settings.ClassifierRows, MaxPairs), rows.Width);
        var data = rows.Data(settings with { ClassifierRows = most }, most, cancellationToken);
        if (new BoostedTreesClassifier().Compute(data) is not [var found])
        {
            return report;
        }

        var result = found with
        {
            Metric = Name,
            Source = Source,
            Note = $"pairs of rows of one '{order.Name}', real ones of {rows.Among}: {found.Note}",
        };
        var alone = report.Results.Where(row => row.Auc is not null).MaxBy(row => row.Auc);
        var evidence = ConsecutiveEvidence.Of(result, alone, order.Name);
        var separation = ColumnImportance.Find(
            data,
            result,
            [.. rows.Groups.Select(group => ColumnGroup.Create(group.Name, group.Columns, data))]
        );
        bool isWorse = evidence.Level > report.Verdict.Level;
        return report with
        {
            Results = [.. report.Results, result],
            Verdict = report.Verdict.With(evidence) with
            {
                // The sentence belongs to the evidence that sets the level.
                SeparatedBy = isWorse ? separation?.Sentence : report.Verdict.SeparatedBy ?? separation?.Sentence,
            },
            Separations = separation is null ? report.Separations : [.. report.Separations, separation],
            Warnings = ConsecutiveEvidence.Warning(evidence, alone, order.Name) is { } warning
                ? [isWorse || separation is null ? warning : $"{warning} {separation.Sentence}", .. report.Warnings]
                : report.Warnings,
        };
    }
}
