using Likeness.Evaluation;
using Likeness.Evaluation.Utility;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>How well the samples replace real rows for predicting a column.</summary>
internal static class UtilitySection
{
    public static void Add(HtmlWriter page, UtilityReport? utility)
    {
        if (utility is null)
        {
            return;
        }

        string score =
            utility.Score == "R²" ? "R²"
            : utility.Classes > 2 ? "the area under the ROC curve, mean over classes of one against all others"
            : "the area under the ROC curve";
        string real = utility.IsCrossFitted
            ? $"five-fold cross-fitting on the {Numeral.Whole(utility.RealRows)} real rows, because no training rows are known"
            : $"training on {Numeral.Whole(utility.RealRows)} real training rows";
        page.Add($"<section id=\"usefulness\"><h2>Usefulness for predicting {utility.Target}</h2>");
        page.Add(
            $"""
            <p>Boosted trees predict {utility.Target} from all other columns, and are tested on {Numeral.Whole(
                utility.TestRows
            )} real
            rows. The score is {score}.</p>
            """
        );
        TableMarkup.Open(
            page,
            "Train on samples, test on real rows",
            "scores",
            "Trained on",
            $"#{utility.Score}",
            "#90 % interval"
        );
        Row(page, $"{Numeral.Whole(utility.GeneratedRows)} sampled rows", utility.Synthetic, utility.SyntheticInterval);
        Row(
            page,
            utility.IsCrossFitted ? "real rows, cross-fitted" : "real training rows",
            utility.Real,
            utility.RealInterval
        );
        Row(page, "no other column (chance)", utility.Chance, null);
        TableMarkup.Close(page);
        page.Add($"<p class=\"how\">The real row comes from {real}.</p></section>");
    }

    private static void Row(HtmlWriter page, string name, double? value, Interval? interval)
    {
        TableMarkup.Name(page, name);
        TableMarkup.Value(page, value is { } number ? Numeral.Short(number) : "not predictable");
        TableMarkup.Number(page, interval is { } range ? Numeral.Range(range.Low, range.High) : "–");
        page.Add($"</tr>");
    }
}
