namespace Likeness.Figures;

/// <summary>One finished chart: scalable, readable in light and dark mode, the same bytes for the same data.</summary>
/// <param name="Name">Lower-case words joined by hyphens: the file name without extension.</param>
/// <param name="Title">A short heading.</param>
/// <param name="Description">A text description of the chart, for screen readers.</param>
/// <param name="Width">Natural width in pixels.</param>
/// <param name="Height">Natural height in pixels.</param>
/// <param name="Body">The SVG elements, without the enclosing element.</param>
public sealed record Figure(string Name, string Title, string Description, int Width, int Height, string Body)
{
    private const int TitleRoom = 34;

    /// <summary>How to read the chart, in one or two sentences; may be empty.</summary>
    public string Caption { get; init; } = "";

    /// <summary>The chart as an element of a page that carries <see cref="Style"/> and shows the title itself.</summary>
    public string ToInlineSvg() =>
        $"<svg class=\"figure\" role=\"img\" aria-label=\"{Markup.Escape(Description)}\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\">\n{Body}</svg>";

    /// <summary>The chart as a standalone file, with its title above it and its style inside.</summary>
    public string ToStandaloneSvg() =>
        $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="figure" role="img" width="{Width}" height="{Height
                + TitleRoom}" viewBox="0 {-TitleRoom} {Width} {Height + TitleRoom}">
            <title>{Markup.Escape(Title)}</title>
            <desc>{Markup.Escape(Description)}</desc>
            <style>{Style}</style>
            <rect class="paper" x="0" y="{-TitleRoom}" width="{Width}" height="{Height + TitleRoom}"/>
            <text class="heading" x="8" y="-12">{Markup.Escape(Title)}</text>
            {Body}</svg>

            """;

    /// <summary>The style sheet that all figures share.</summary>
    public static string Style { get; } = StyleSheet.Load("figure.css");
}
