using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Figures.Report;

/// <summary>The account of the data that the model learned from.</summary>
internal static class DataSection
{
    public static void Add(HtmlWriter page, DataAccount? data)
    {
        if (data is null)
        {
            return;
        }

        string repeats =
            data.DuplicateRows > 0
                ? $"; {Numeral.Whole(data.DuplicateRows)} rows equal an earlier row in every column"
                : "";
        page.Add($"<section id=\"data\"><h2>The data</h2><p>{Numeral.Whole(data.Rows)} rows{repeats}.</p>");
        foreach (string remark in data.Remarks)
        {
            page.Add($"<p class=\"warnings\">{remark}</p>");
        }

        bool remarks = data.Columns.Any(column => column.Constant || column.Remarks.Count > 0);
        string[] headings = ["Column", "#From", "#To", "#Mean", "#Distinct values", "Grid", "Before training"];
        TableMarkup.Open(
            page,
            "Columns as they were read, and what each becomes",
            "account",
            remarks ? [.. headings, "Remarks"] : headings
        );
        foreach (var column in data.Columns)
        {
            TableMarkup.Name(page, column.Name);
            TableMarkup.Number(page, Numeral.Short(column.Minimum, 4));
            TableMarkup.Number(page, Numeral.Short(column.Maximum, 4));
            TableMarkup.Number(page, Numeral.Short(column.Mean, 4));
            TableMarkup.Number(page, Numeral.Whole(column.Distinct));
            TableMarkup.Words(page, InWords(column.Grid));
            TableMarkup.Words(page, column.Constant ? "left out" : InWords(column.Transform));
            if (remarks)
            {
                TableMarkup.Words(
                    page,
                    string.Join("; ", column.Constant ? ["a single value", .. column.Remarks] : column.Remarks)
                );
            }

            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
        page.Add($"</section>");
    }

    private static string InWords(Grid? grid)
    {
        if (grid is null)
        {
            return "continuous";
        }

        double perUnit = Math.Round(1 / grid.Step);
        bool fraction = perUnit > 1 && Math.Abs((1 / grid.Step) - perUnit) < 1e-6 * perUnit;
        return fraction ? $"steps of 1/{Numeral.Whole((long)perUnit)}" : $"steps of {Numeral.Short(grid.Step, 4)}";
    }

    private static string InWords(TransformKind kind) =>
        kind switch
        {
            TransformKind.Logit => "logit",
            TransformKind.Standardise => "standardised",
            TransformKind.MinMax => "scaled to [0, 1]",
            _ => "as it is",
        };
}
