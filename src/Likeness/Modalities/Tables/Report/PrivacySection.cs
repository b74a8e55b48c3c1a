using Likeness.Evaluation;
using Likeness.Evaluation.Privacy;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>Measured risks to the training rows, and what they are not.</summary>
internal static class PrivacySection
{
    private const int MaxColumns = 12;

    // The p-values up to which a measure is more than chance explains, or a weak sign.
    private const double Strong = 0.01;
    private const double Weak = 0.05;

    public static void Add(HtmlWriter page, EvaluationReport? report)
    {
        if (report?.Privacy is not { } privacy)
        {
            return;
        }

        page.Add($"<section id=\"privacy\"><h2>Privacy</h2><p>{privacy.Limits}</p>");
        if (privacy.NearerToTrain is null && privacy.Disclosures.Count == 0)
        {
            page.Add(
                $"<p>Without test rows there is nothing to compare with, so these attacks were not measured.</p></section>"
            );
            return;
        }

        TableMarkup.Open(
            page,
            "Attacks on the training rows",
            "scores",
            "Measure",
            "#Samples",
            "#Expected of new rows",
            "#p",
            "Reading"
        );
        AddCopies(page, report);
        if (privacy.NearerToTrain is { } near)
        {
            Row(
                page,
                $"Nearer to one of {Numeral.Whole(near.RealRows)} training rows than to as many test rows, ties half",
                Numeral.Percent(near.Fraction),
                "50 %",
                near.PValue
            );
        }

        if (report.Find("Membership inference") is { } attack)
        {
            Row(
                page,
                "Membership inference: AUC of separating training from test rows by the samples",
                Numeral.Short(attack.Value),
                "0.5",
                attack.PValue
            );
        }

        TableMarkup.Close(page);
        AddDisclosures(page, privacy.Disclosures);
        page.Add($"</section>");
    }

    private static void AddCopies(HtmlWriter page, EvaluationReport report)
    {
        foreach (var match in report.Novelty?.Matches ?? [])
        {
            string? name = match.Scale switch
            {
                Evaluation.Novelty.MatchScale.Equal => "Exact matches of a training row",
                Evaluation.Novelty.MatchScale.VeryNear =>
                    "Near copies: nearer to a training row than 99 % of real rows to each other",
                _ => null,
            };
            if (name is not null)
            {
                Row(page, name, Numeral.Percent(match.Fraction), Numeral.Percent(match.Chance), match.PValue);
            }
        }
    }

    private static void AddDisclosures(HtmlWriter page, IReadOnlyList<AttributeDisclosure> disclosures)
    {
        if (disclosures.Count == 0)
        {
            return;
        }

        page.Add($"<h3>Attribute disclosure</h3>");
        page.Add(
            $"""
            <p>The attacker knows all other columns of a training row, and guesses this one from the nearest sample. Unseen test rows,
            equally many, show what any rows of the distribution would disclose: only the excess is due to the samples. A number counts as
            guessed within a twentieth of a standard deviation.</p>
            """
        );
        TableMarkup.Open(
            page,
            "Correct guesses",
            "scores",
            "Column",
            "#From samples",
            "#From test rows",
            "#p",
            "Reading"
        );
        foreach (var disclosure in disclosures.Take(MaxColumns))
        {
            Row(
                page,
                disclosure.Column,
                Numeral.Percent(disclosure.FromGenerated),
                Numeral.Percent(disclosure.FromTest),
                disclosure.PValue
            );
        }

        TableMarkup.Close(page);
        string some =
            disclosures.Count > MaxColumns
                ? $" These are the {MaxColumns} columns with the largest excess of {Numeral.Whole(disclosures.Count)}."
                : "";
        page.Add($"<p class=\"how\">p-values are one-sided and corrected for the number of columns.{some}</p>");
    }

    private static void Row(HtmlWriter page, string name, string samples, string expected, double? p)
    {
        TableMarkup.Name(page, name);
        TableMarkup.Value(page, samples);
        TableMarkup.Number(page, expected);
        TableMarkup.Number(page, p is { } value ? Numeral.Short(value, 2) : "–");
        TableMarkup.Words(page, Reading(p));
        page.Add($"</tr>");
    }

    /// <summary>What a p-value says in a few words.</summary>
    internal static string Reading(double? p) =>
        p switch
        {
            null => "",
            <= Strong => "more than chance explains",
            <= Weak => "a weak sign of a leak",
            _ => "no more than by chance",
        };
}
