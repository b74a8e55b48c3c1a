using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>The legend of a chart, in one line above the plot.</summary>
internal static class Legend
{
    /// <summary>Draws a swatch and a name for each entry, from left to right.</summary>
    public static void Draw(
        SvgCanvas canvas,
        double x,
        double y,
        params ReadOnlySpan<(string Swatch, string Name)> entries
    )
    {
        foreach (var (swatch, name) in entries)
        {
            if (
                swatch.StartsWith("area", StringComparison.Ordinal)
                || swatch.StartsWith("dot", StringComparison.Ordinal)
            )
            {
                canvas.Rectangle(x, y - 9, 12, 10, swatch, round: 2);
            }
            else
            {
                canvas.Line(x, y - 4, x + 14, y - 4, swatch);
            }

            canvas.Text(x + 18, y, name, "label");
            x += 36 + (6.3 * name.Length);
        }
    }
}
