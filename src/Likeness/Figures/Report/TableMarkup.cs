namespace Likeness.Figures.Report;

/// <summary>Responsive tables: a caption, column headings, horizontal scrolling on narrow pages.</summary>
internal static class TableMarkup
{
    /// <summary>Opens a table up to its first row. A heading that begins with # belongs to a column of numbers.</summary>
    public static void Open(HtmlWriter page, string caption, string look, params ReadOnlySpan<string> headings)
    {
        page.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">");
        page.Add($"<table class=\"{look}\"><caption>{caption}</caption><thead><tr>");
        foreach (string heading in headings)
        {
            string kind = heading.StartsWith('#') ? "number" : "word";
            page.Add($"<th scope=\"col\" class=\"{kind}\">{heading.TrimStart('#')}</th>");
        }

        page.Add($"</tr></thead><tbody>");
    }

    /// <summary>Closes the table.</summary>
    public static void Close(HtmlWriter page) => page.Add($"</tbody></table></div>");

    /// <summary>The heading cell of a row.</summary>
    public static void Name(HtmlWriter page, string name) => page.Add($"<tr><th scope=\"row\">{name}</th>");

    /// <summary>A text cell.</summary>
    public static void Words(HtmlWriter page, string words) => page.Add($"<td>{words}</td>");

    /// <summary>A number cell, which repeats its heading on pages too narrow for columns.</summary>
    public static void Number(HtmlWriter page, string number, string heading = "") =>
        page.Add($"<td class=\"number\" data-heading=\"{heading}\">{number}</td>");

    /// <summary>The main number cell of a row.</summary>
    public static void Value(HtmlWriter page, string number) => page.Add($"<td class=\"number value\">{number}</td>");
}
