using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.ExactTests;

namespace Likeness.Evaluation.Verdicts;

/// <summary>The verdict on generated rows: the strongest evidence of classifiers, single columns, outliers, precision, recall and coverage.</summary>
internal static class TableVerdict
{
    private static readonly string[] Fractions = ["Precision", "Recall", "Coverage"];

    /// <summary>The metrics that are evidence.</summary>
    public static IReadOnlyList<IMetric> Metrics { get; } =
    [.. MetricRegistry.All.Where(metric => metric is ClassifierTwoSample || Fractions.Contains(metric.Name))];

    /// <summary>Computes the verdict.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="results">The results of the metrics.</param>
    /// <param name="novelty">The finding on novelty; null without training rows.</param>
    /// <param name="warnings">Receives warnings.</param>
    /// <param name="areEmpty">Whether neighbourhoods are empty because most real rows repeat, so that fractions of rows within them say nothing.</param>
    public static Verdict Decide(
        EvaluationData data,
        IReadOnlyList<MetricResult> results,
        NoveltyReport? novelty,
        List<string> warnings,
        bool areEmpty
    )
    {
        var sitting = ClassifierEvidence.Sitting(results);
        if (data is { HasTraining: true, Test: not null } && (sitting is not null || novelty is { RepeatsTest: true }))
        {
            // A classifier sees test rows alone; beside training rows, samples may lie no nearer to them.
            warnings.Add(
                novelty is { RepeatsTest: false }
                    ? "The samples lie nearer to real rows than these to each other, and to training rows no more than to test rows: real rows each have a place of their own, such as one row of each test and run, or the model was trained on the test rows, too."
                    : "The samples lie nearer to test rows than expected by chance; check that the model was not trained on the test rows."
            );
        }

        var independent = data.OneOfEach();
        return Verdict.Decide(
            [
                .. ClassifierEvidence.TooFew(data.Generated.RowCount, data.Reference.RowCount, "rows"),
                .. ClassifierEvidence.Of(results, Math.Min(data.Generated.RowCount, data.Reference.RowCount), "rows"),
                Of(ColumnDifference.Largest(independent), data.Reference.Width),
                OutlierEvidence.Of(independent, "rows"),
                .. results
                    .Where(result => Fractions.Contains(result.Metric) && !areEmpty)
                    .SelectMany(FractionEvidence.Of),
            ],
            Novelty(data, sitting, novelty)
        );
    }

    private static Evidence Of(ColumnDifference found, int columns)
    {
        string p = EvidenceRules.PValue(found.PValue);
        string corrected = columns > 1 ? $", corrected for {columns} columns" : "";
        return new Evidence(
            "Largest difference of a column",
            found.Size,
            null,
            null,
            EvidenceRules.OfDifference(found.Size, found.IsSignificant),
            $"Column '{found.Column}' is {found.Text} in {EvidenceRules.Percent(found.Generated)} of the samples and in {EvidenceRules.Percent(found.Real)} of the real rows (p = {p}{corrected})."
        );
    }

    private static NoveltyFinding Novelty(EvaluationData data, MetricResult? sitting, NoveltyReport? novelty)
    {
        string sits = sitting is null
            ? ""
            : $"The {ClassifierEvidence.NameOf(sitting.Metric)} classifier's AUC is {EvidenceRules.Number(sitting.Auc!.Value)}: the samples nearly coincide with real rows.";
        return novelty is null
                ? NoveltyFinding.WithoutTraining with
                {
                    Sentence = $"{NoveltyFinding.WithoutTraining.Sentence} {sits}".TrimEnd(),
                }
            : data.Test is null && sitting is not null && novelty.Finding.Level == NoveltyLevel.New
                ? new NoveltyFinding(NoveltyLevel.NearCopies, sits)
            : novelty.Finding;
    }
}
