using Likeness.Evaluation.SdMetrics;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>The scores of SDMetrics under its names.</summary>
internal static class SdMetricsSection
{
    public static void Add(HtmlWriter page, SdMetricsReport? scores)
    {
        if (scores is null)
        {
            return;
        }

        page.Add($"<h3>Scores of SDMetrics 0.32</h3>");
        page.Add(
            $"""
            <p>The same definitions, against the rows named above. They have no real-vs-real baseline: two real samples do not score 1.
            Published numbers mostly compare with training rows, and before version 0.27 counted all pairs.</p>
            """
        );
        TableMarkup.Open(page, "Quality and validity, 1 is best", "scores", "Score", "#Value", "Definition");
        var (quality, diagnostic) = (scores.Quality, scores.Diagnostic);
        int counted = quality.Pairs.Count(pair => pair.Counts);
        Row(page, "Quality score", quality.Score, "mean of the two below");
        Row(page, "Column Shapes", quality.ColumnShapes, "mean of KSComplement and TVComplement over columns");
        Row(
            page,
            "Column Pair Trends",
            quality.ColumnPairTrends,
            $"mean over the {Numeral.Whole(counted)} of {Numeral.Whole(quality.Pairs.Count)} pairs with |r| > 0.5 or V > 0.3"
        );
        Row(page, "Column Pair Trends, all pairs", quality.AllPairTrends, "as before version 0.27");
        Row(page, "Diagnostic score", diagnostic.Score, "mean of the two below");
        Row(
            page,
            "Data Validity",
            diagnostic.DataValidity,
            "mean of BoundaryAdherence and CategoryAdherence over columns"
        );
        Row(page, "Data Structure", diagnostic.DataStructure, "columns with the same name and storage type");
        Row(page, "NewRowSynthesis", scores.NewRowSynthesis, "rows that match no real row, numbers within 1 %");
        if (scores.OverfittingProtection is { } protection)
        {
            Row(page, "DCROverfittingProtection", protection, "with as many training as test rows");
        }

        TableMarkup.Close(page);
    }

    private static void Row(HtmlWriter page, string name, double? value, string definition)
    {
        TableMarkup.Name(page, name);
        TableMarkup.Value(page, value is { } number ? Numeral.Short(number, 4) : "–");
        TableMarkup.Words(page, definition);
        page.Add($"</tr>");
    }
}
