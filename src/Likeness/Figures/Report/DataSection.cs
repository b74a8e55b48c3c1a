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
        page.Add(
            $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Columns of the data\"><table><caption>Columns as they were read, and what each becomes before training</caption>"
        );
        page.Add(
            $"<thead><tr><th scope=\"col\">Column</th><th scope=\"col\" class=\"number\">From</th><th scope=\"col\" class=\"number\">To</th><th scope=\"col\" class=\"number\">Distinct</th><th scope=\"col\">Grid</th><th scope=\"col\">Transform</th><th scope=\"col\">Remark</th></tr></thead><tbody>"
        );
        foreach (var column in content.Columns)
        {
            page.Add(
                $"<tr><th scope=\"row\">{column.Name}</th><td class=\"number\">{Numeral.Short(column.Low, 4)}</td><td class=\"number\">{Numeral.Short(column.High, 4)}</td><td class=\"number\">{Numeral.Whole(column.Distinct)}</td><td>{column.Grid}</td><td>{column.Transform}</td><td>{column.Remark}</td></tr>"
            );
        }

        page.Add($"</tbody></table></div></section>");
    }
}
