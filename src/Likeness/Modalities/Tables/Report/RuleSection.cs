using Likeness.Evaluation;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>The values and rules of the real rows, and how many samples have and satisfy them.</summary>
internal static class RuleSection
{
    private const int MaxChecks = 20;

    public static void Add(HtmlWriter page, EvaluationReport report)
    {
        ValidityCheck[] failed = [.. report.Validity?.Checks ?? []];
        if (report.Rules.Count == 0 && report.ApproximateRules.Count == 0 && failed.Length == 0)
        {
            return;
        }

        page.Add($"<section id=\"rules\"><h2>Validity and rules</h2>");
        string baseline = report.Validity is { } validity ? Capital(validity.BaselineRows) : "Real rows";
        if (failed.Length > 0)
        {
            Invalid(page, failed, baseline);
        }

        if (report.Rules.Count > 0)
        {
            Rules(page, report.Rules, baseline);
        }

        if (report.ApproximateRules.Count > 0)
        {
            ApproximateRules(page, report.ApproximateRules);
        }

        page.Add($"</section>");
    }

    private static void Invalid(HtmlWriter page, ValidityCheck[] failed, string baseline)
    {
        int shown = Math.Min(MaxChecks, failed.Length);
        string more = shown < failed.Length ? $" The {shown} most frequent of {failed.Length} are shown." : "";
        page.Add(
            $"<p>What makes samples invalid, beside how often it makes real rows invalid that are left out. Bold: more often than chance explains.{more}</p>"
        );
        TableMarkup.Open(page, "Invalid rows", "scores", "Rows that …", "#Samples", $"#{baseline}");
        foreach (var check in failed.Take(shown))
        {
            TableMarkup.Name(page, check.Words);
            if (check.IsBroken)
            {
                TableMarkup.Value(page, Numeral.Percent(check.Invalid));
            }
            else
            {
                TableMarkup.Number(page, Numeral.Percent(check.Invalid));
            }

            TableMarkup.Number(page, Numeral.Percent(check.Baseline));
            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
    }

    private static void Rules(HtmlWriter page, IReadOnlyList<RuleAdherence> rules, string baseline)
    {
        page.Add($"<p>All real rows that the rules were found in satisfy them, and would not by chance.</p>");
        TableMarkup.Open(page, "Rows that satisfy each rule", "scores", "Rule", "#Samples", $"#{baseline}");
        foreach (var rule in rules)
        {
            TableMarkup.Name(page, rule.Rule);
            TableMarkup.Value(page, Satisfied(rule.Fraction));
            TableMarkup.Number(page, Satisfied(rule.Baseline));
            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
    }

    private static void ApproximateRules(HtmlWriter page, IReadOnlyList<ApproximateAdherence> rules)
    {
        page.Add(
            $"<p>Nearly all real rows, or a part of them (partly), satisfy these rules, and far fewer would by chance. Models learn them with their exceptions, and samples should satisfy them as often. Bold: fewer samples satisfy them than chance explains.</p>"
        );
        TableMarkup.Open(
            page,
            "Rules that hold in most or a part of the rows",
            "scores",
            "Rule",
            "#Real rows",
            "#Samples"
        );
        foreach (var rule in rules)
        {
            TableMarkup.Name(page, rule.Rule);
            TableMarkup.Number(page, Satisfied(rule.Real));
            if (rule.IsLess)
            {
                TableMarkup.Value(page, Satisfied(rule.Generated));
            }
            else
            {
                TableMarkup.Number(page, Satisfied(rule.Generated));
            }

            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
    }

    // 100 % means all rows.
    private static string Satisfied(double fraction) =>
        fraction is < 1 and >= 0.9995 ? "> 99.9 %" : Numeral.Percent(fraction);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
