using Likeness.Data;

namespace Likeness.Figures.Report;

/// <summary>The data that the model was trained on.</summary>
internal static class DataSection
{
    public static void Add(HtmlWriter page, DataDescription? data)
    {
        if (data is null)
        {
            return;
        }

        page.Add($"<section id=\"data\"><h2>Data</h2>");
        foreach (string remark in data.Remarks)
        {
            page.Add($"<p class=\"warnings\">{remark}</p>");
        }

        foreach (string line in data.Lines)
        {
            page.Add($"<p>{line}</p>");
        }

        if (data.Table is { } table)
        {
            TableMarkup.Open(page, "The training data, and its encoding", "account", [.. table.Headings]);
            foreach (var row in table.Rows)
            {
                TableMarkup.Name(page, row[0]);
                for (int i = 1; i < row.Count; i++)
                {
                    if (table.Headings[i].StartsWith('#'))
                    {
                        TableMarkup.Number(page, row[i]);
                    }
                    else
                    {
                        TableMarkup.Words(page, row[i]);
                    }
                }

                page.Add($"</tr>");
            }

            TableMarkup.Close(page);
        }

        page.Add($"</section>");
    }
}
