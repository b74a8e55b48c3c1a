using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation.Separation;

/// <summary>What boosted trees separate samples by, in one sentence.</summary>
internal static class SeparationSentence
{
    /// <summary>The sentence.</summary>
    /// <param name="report">The importances.</param>
    public static string Create(SeparationReport report)
    {
        string what = report.Metric == ConsecutiveRows.Name ? "consecutive rows" : "the rows";
        string auc = EvidenceRules.Number(report.Auc);
        var items = new List<string>();
        var said = new HashSet<string>(StringComparer.Ordinal);
        if (Joint(report) is { } pair)
        {
            said.UnionWith([pair.First, pair.Second]);
            var (first, second) = (AloneOf(report, pair.First), AloneOf(report, pair.Second));
            items.Add(
                $"how '{pair.First}' and '{pair.Second}' go together (AUC {EvidenceRules.Number(pair.Auc)} with these two alone, {EvidenceRules.Number(first)} and {EvidenceRules.Number(second)} with either)"
            );
        }

        bool isFirst = true;
        foreach (var column in report.Columns.Where(column => column.IsNamed && !said.Contains(column.Column)))
        {
            string left = EvidenceRules.Number(report.Auc - column.Drop);
            items.Add(
                isFirst
                    ? $"{NameOf(column)} (the AUC of {auc} falls to {left} if its values are shuffled)"
                    : $"{NameOf(column)} (to {left})"
            );
            isFirst = false;
        }

        return items.Count > 0 ? $"Boosted trees separate {what} mostly by {Listed(items)}."
            : report.Columns.Count == 0 ? $"Boosted trees (AUC {auc}) separate {what} by no column in particular."
            : $"Boosted trees (AUC {auc}) separate {what} by many columns, each a little: the AUC falls most, to {EvidenceRules.Number(report.Auc - report.Columns[0].Drop)}, if the values of {NameOf(report.Columns[0])} are shuffled.";
    }

    /// <summary>A column, or a part of its calendar: <c>'fare'</c>, <c>the weekday of 'pickup'</c>.</summary>
    public static string NameOf(SeparatingColumn column) =>
        column.Part is { } part ? $"the {part} of '{column.Column}'" : $"'{column.Column}'";

    // The pair whose AUC is largest, if a named column is one of it.
    private static SeparatingPair? Joint(SeparationReport report) =>
        report.Pairs.FirstOrDefault(pair =>
            pair.IsNamed
            && report.Columns.Any(column =>
                column.IsNamed && (column.Column == pair.First || column.Column == pair.Second)
            )
        );

    private static double AloneOf(SeparationReport report, string name) =>
        report.Columns.First(column => column.Column == name).Alone ?? 0.5;

    private static string Listed(List<string> items) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
