using Likeness.Evaluation;
using Likeness.Evaluation.ExactTests;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Tables.Validity;

namespace Likeness.Modalities.Tables.Rules.Approximate;

/// <summary>Compares how many generated and how many real rows satisfy rules that nearly hold.</summary>
internal static class ApproximateRules
{
    private const double MinLess = 0.01;
    private const double MaxChance = 0.001;
    private const int MaxNamed = 2;

    /// <summary>A report with the rules that nearly hold; its first warning names those that samples satisfy less often.</summary>
    /// <param name="report">The report.</param>
    /// <param name="rows">The rows: rules of the known ones are counted in the test rows, if there are any.</param>
    public static EvaluationReport Add(EvaluationReport report, CheckedRows rows)
    {
        var found = new List<ApproximateAdherence>();
        foreach (var rule in ApproximateRuleSearch.Find(rows.Known))
        {
            var (real, ofReal) = rule.Count(rows.Test ?? rows.Known);
            var (generated, ofGenerated) = rule.Count(rows.Generated);
            if (ofReal > 0 && ofGenerated > 0)
            {
                var (a, b) = (real / (double)ofReal, generated / (double)ofGenerated);
                bool isLess =
                    a - b >= MinLess
                    && FisherExactTest.Greater(ofGenerated - generated, ofGenerated, ofReal - real, ofReal) < MaxChance;
                found.Add(new(rule.Text, a, b, isLess));
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
            : $"Samples satisfy rules that nearly hold less often than real rows: {string.Join("; ", less.Take(MaxNamed))}{more}.";
    }
}
