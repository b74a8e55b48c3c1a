using Likeness.Evaluation;
using Likeness.Evaluation.Separation;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>By which columns classifiers separate samples from real rows.</summary>
internal static class SeparationSection
{
    private const int MaxColumns = 10;
    private const int MaxPairs = 3;

    public static void Add(HtmlWriter page, EvaluationReport report, TableFigures figures)
    {
        if (report.Separations.Count == 0)
        {
            return;
        }

        page.Add($"<section id=\"separation\"><h2>Where samples differ</h2>");
        foreach (var (separation, figure) in report.Separations.Zip(figures.Separations))
        {
            page.Add($"<p>{separation.Sentence}</p>");
            FigureMarkup.Chart(page, figure);
            Table(page, separation);
        }

        page.Add(
            $"""
            <p class="how">The importance of a column is how much the AUC of left-out rows falls when its values are permuted among them (Breiman 2001; Fisher, Rudin
            and Dominici 2019), with all that is derived from it, such as the weekday of a time. Columns that carry the same information stand in for each other: each alone then matters less. “Alone” is the
            AUC of trees that have only these columns; 0.5 is chance.</p></section>
            """
        );
    }

    private static void Table(HtmlWriter page, SeparationReport separation)
    {
        TableMarkup.Open(
            page,
            "The most important columns and pairs",
            "scores",
            "Column",
            "#AUC if permuted",
            "#Drop, 90 % interval",
            "#AUC alone"
        );
        foreach (var column in separation.Columns.Take(MaxColumns))
        {
            TableMarkup.Name(page, SeparationSentence.NameOf(column));
            TableMarkup.Value(page, EvidenceRules.Number(separation.Auc - column.Drop));
            TableMarkup.Number(page, Numeral.Range(column.Interval.Low, column.Interval.High));
            TableMarkup.Number(page, column.Alone is { } alone ? EvidenceRules.Number(alone) : "–");
            page.Add($"</tr>");
        }

        foreach (var pair in separation.Pairs.Take(MaxPairs))
        {
            TableMarkup.Name(page, $"'{pair.First}' with '{pair.Second}'");
            TableMarkup.Value(page, "–");
            TableMarkup.Number(page, "–");
            TableMarkup.Number(page, EvidenceRules.Number(pair.Auc));
            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
    }
}
