namespace Likeness.Figures.Svg;

/// <summary>The ticks under a plot. Where labels are wide there are fewer, so that none touches its neighbour or the end of the canvas.</summary>
internal static class HorizontalTicks
{
    private const double Gap = 8;

    /// <summary>Draws a line and a label at each tick.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="axis">The horizontal axis.</param>
    /// <param name="max">The approximate number of ticks.</param>
    /// <param name="bottom">The lower end of the plot in pixels.</param>
    /// <param name="top">The upper end, for a grid; null for short ticks.</param>
    public static void Draw(SvgCanvas canvas, Axis axis, int max, double bottom, double? top = null)
    {
        foreach (var (value, label, middle) in Place(axis, max, canvas.Width))
        {
            double x = axis.At(value);
            canvas.Line(x, top ?? bottom, x, bottom + 4, top is null ? "axis" : "grid");
            canvas.Text(middle, bottom + 17, label, "tick", "middle");
        }
    }

    /// <summary>The ticks, their labels and the middles of the labels in pixels.</summary>
    internal static IReadOnlyList<(double Value, string Label, double Middle)> Place(Axis axis, int max, double width)
    {
        for (int count = max; count > 1; count--)
        {
            var placed = Inside(axis, axis.Ticks(count), width);
            if (placed.Zip(placed.Skip(1)).All(pair => Fit(pair.First, pair.Second)))
            {
                return placed;
            }
        }

        var kept = new List<(double Value, string Label, double Middle)>();
        foreach (var tick in Inside(axis, axis.Ticks(1), width))
        {
            if (kept.Count == 0 || Fit(kept[^1], tick))
            {
                kept.Add(tick);
            }
        }

        return kept;
    }

    private static List<(double Value, string Label, double Middle)> Inside(
        Axis axis,
        IReadOnlyList<(double Value, string Label)> ticks,
        double width
    ) => [.. ticks.Select(tick => (tick.Value, tick.Label, Middle(axis.At(tick.Value), tick.Label, width)))];

    private static double Middle(double x, string label, double width)
    {
        double half = TextWidth.Of(label) / 2;
        return Math.Max(half, Math.Min(x, width - half));
    }

    private static bool Fit((double, string Label, double Middle) left, (double, string Label, double Middle) right) =>
        right.Middle - left.Middle >= ((TextWidth.Of(left.Label) + TextWidth.Of(right.Label)) / 2) + Gap;
}
