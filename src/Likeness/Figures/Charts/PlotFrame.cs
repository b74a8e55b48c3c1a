using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>The background of a plot: grid lines, tick labels and the names of the axes.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
internal sealed record PlotFrame(Axis X, Axis Y)
{
    private const int DefaultUp = 5;
    private const double TickGap = 6;
    private const double LetterHeight = 12;

    private double Left => Math.Min(X.From, X.To);

    private double Right => Math.Max(X.From, X.To);

    private double Top => Math.Min(Y.From, Y.To);

    private double Bottom => Math.Max(Y.From, Y.To);

    /// <summary>The room that the tick labels and the title of a vertical axis need left of the plot, in pixels.</summary>
    /// <param name="y">The vertical axis.</param>
    /// <param name="ticks">The approximate number of its ticks.</param>
    public static double Margin(Axis y, int ticks = DefaultUp) => TitleAt(y, ticks) + LetterHeight;

    /// <summary>Draws the frame under what comes next.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="across">The name of the horizontal axis, with its unit.</param>
    /// <param name="up">The name of the vertical axis, with its unit.</param>
    /// <param name="ticks">The approximate number of ticks per axis: horizontal, vertical.</param>
    /// <param name="upright">Whether vertical grid lines are drawn too, as scatter plots need.</param>
    public void Draw(
        SvgCanvas canvas,
        string across,
        string up,
        (int Across, int Up) ticks = default,
        bool upright = false
    )
    {
        var (acrossMax, upMax) = ticks == default ? (6, DefaultUp) : ticks;
        foreach (var (value, label) in Y.Ticks(upMax))
        {
            double y = Y.At(value);
            canvas.Line(Left, y, Right, y, "grid");
            canvas.Text(Left - TickGap, y + 4, label, "tick", "end");
        }

        HorizontalTicks.Draw(canvas, X, acrossMax, Bottom, upright ? Top : null);
        canvas.Line(Left, Bottom, Right, Bottom, "axis");
        canvas.Text((Left + Right) / 2, Bottom + 35, across, "label", "middle");
        canvas.Text(Left - TitleAt(Y, upMax), (Top + Bottom) / 2, up, "label", "middle", transposed: true);
    }

    /// <summary>Draws inside the plot only; the rest is clipped.</summary>
    public void Inside(SvgCanvas canvas, Action draw) =>
        canvas.Clipped(Left, Top - 1, Right - Left, Bottom - Top + 2, draw);

    // The base line of the title, left of the widest label; some letters reach below it.
    private static double TitleAt(Axis y, int ticks) =>
        TickGap + y.Ticks(ticks).Select(tick => TextWidth.Of(tick.Label)).DefaultIfEmpty(0).Max() + 8;
}
