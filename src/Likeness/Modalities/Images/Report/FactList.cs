using Likeness.Figures.Report;

namespace Likeness.Modalities.Images.Report;

/// <summary>Names with their values.</summary>
internal static class FactList
{
    /// <summary>Adds a name and its value to an open list.</summary>
    public static void Row(HtmlWriter page, string name, string value) =>
        page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
