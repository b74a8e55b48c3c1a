using Likeness.Evaluation;
using Likeness.Figures;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>The rules of the real rows, and how many samples satisfy each.</summary>
internal static class RuleSection
{
    public static void Add(HtmlWriter page, EvaluationReport report)
    {
        if (report.Rules.Count == 0)
        {
            return;
        }

        page.Add(
            $"""
            <section id="rules"><h2>Rules</h2>
            <p>All real rows satisfy these rules, and would not by chance.</p>
            """
        );
        TableMarkup.Open(page, "Samples that satisfy each rule", "scores", "Rule", "#Samples");
        foreach (var rule in report.Rules)
        {
            TableMarkup.Name(page, rule.Rule);
            TableMarkup.Value(page, Numeral.Percent(rule.Fraction));
            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
        page.Add($"</section>");
    }
}
