using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.ExactTests;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>Compares how many generated and how many real rows satisfy rules that nearly hold.</summary>
internal static class ApproximateRules
{
    private const double MinLess = 0.01;
    private const double MaxChance = 0.001;
    private const int MaxNamed = 2;

    /// <summary>A report with the rules that nearly hold; its first warning names those that samples satisfy less often.</summary>
    /// <param name="report">The report.</param>
    /// <param name="rules">The rules of the known rows.</param>
    /// <param name="rows">The rows: rules of the known ones are counted in the test rows, if there are any.</param>
    public static EvaluationReport Add(EvaluationReport report, TableRules rules, CheckedRows rows)
    {
        var found = new List<ApproximateAdherence>();
        foreach (var rule in rules.Nearly)
        {
            var (real, ofReal) = Count(rule, rows.Test ?? rows.Known);
            var (generated, ofGenerated) = Count(rule, rows.Generated);
            if (ofReal > 0 && ofGenerated > 0)
            {
                var (a, b) = (real / (double)ofReal, generated / (double)ofGenerated);
                bool isLess =
                    a - b >= MinLess
                    && FisherExactTest.Greater(ofGenerated - generated, ofGenerated, ofReal - real, ofReal) < MaxChance;
                found.Add(new(rule.ToString()!, a, b, isLess));
            }
        }

        found = [.. found.OrderByDescending(rule => rule.IsLess).ThenByDescending(rule => rule.Real - rule.Generated)];
        return report with
        {
            ApproximateRules = found,
            Warnings = Warning(found) is { } warning ? [warning, .. report.Warnings] : report.Warnings,
        };
    }

    private static string? Warning(List<ApproximateAdherence> found)
    {
        string[] less =
        [
            .. found
                .Where(rule => rule.IsLess)
                .Select(rule =>
                    $"{rule.Rule} in {EvidenceRules.Percent(rule.Generated)} (real rows: {EvidenceRules.Percent(rule.Real)})"
                ),
        ];
        string more = less.Length > MaxNamed ? $", and {less.Length - MaxNamed} more" : "";
        return less.Length == 0
            ? null
            : $"Samples satisfy rules that hold in most or a part of the rows less often than real rows: {string.Join("; ", less.Take(MaxNamed))}{more}.";
    }

    // The rows that satisfy a rule, and those that have its column.
    private static (int Holds, int Rows) Count(TableRule rule, Table rows)
    {
        bool[] holds = rule.Holds(rows);
        double[] cells = rows.ColumnValues(rows.Columns.ToList().FindIndex(column => column.Name == rule.Column));
        return (
            cells.Index().Count(cell => !double.IsNaN(cell.Item) && holds[cell.Index]),
            cells.Count(cell => !double.IsNaN(cell))
        );
    }
}
