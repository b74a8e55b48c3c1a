namespace Likeness.Figures.Report;

/// <summary>The account of the data that the model learned from.</summary>
internal static class DataSection
{
    public static void Add(HtmlWriter page, ReportContent content)
    {
        if (content.Columns.Count == 0)
        {
            return;
        }

        page.Add($"<section id=\"data\"><h2>The data</h2>");
        foreach (string remark in content.DataRemarks)
        {
            page.Add($"<p class=\"warnings\">{remark}</p>");
        }

        bool remarks = content.Columns.Any(column => column.Remark.Length > 0);
        string[] headings = ["Column", "#From", "#To", "#Distinct values", "Grid", "Before training"];
        TableMarkup.Open(
            page,
            "Columns as they were read, and what each becomes",
            "account",
            remarks ? [.. headings, "Remark"] : headings
        );
        foreach (var column in content.Columns)
        {
            TableMarkup.Name(page, column.Name);
            TableMarkup.Number(page, Numeral.Short(column.Low, 4));
            TableMarkup.Number(page, Numeral.Short(column.High, 4));
            TableMarkup.Number(page, Numeral.Whole(column.Distinct));
            TableMarkup.Words(page, column.Grid);
            TableMarkup.Words(page, column.Transform);
            if (remarks)
            {
                TableMarkup.Words(page, column.Remark);
            }

            page.Add($"</tr>");
        }

        TableMarkup.Close(page);
        page.Add($"</section>");
    }
}
