using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>The background of a plot: grid lines, tick labels and the names of the axes.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
internal sealed record PlotFrame(Axis X, Axis Y)
{
    private double Left => Math.Min(X.From, X.To);

    private double Right => Math.Max(X.From, X.To);

    private double Top => Math.Min(Y.From, Y.To);

    private double Bottom => Math.Max(Y.From, Y.To);

    /// <summary>Draws the frame under what comes next.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="across">The name of the horizontal axis, with its unit.</param>
    /// <param name="up">The name of the vertical axis, with its unit.</param>
    /// <param name="percent">Whether the vertical axis shows percentages.</param>
    /// <param name="ticks">The approximate number of ticks per axis: horizontal, vertical.</param>
    /// <param name="upright">Whether vertical grid lines are drawn too, as scatter plots need.</param>
    public void Draw(
        SvgCanvas canvas,
        string across,
        string up,
        bool percent = false,
        (int Across, int Up) ticks = default,
        bool upright = false
    )
    {
        var (acrossMax, upMax) = ticks == default ? (6, 5) : ticks;
        foreach (var (value, label) in Y.Ticks(upMax))
        {
            double y = Y.At(value);
            canvas.Line(Left, y, Right, y, "grid");
            canvas.Text(Left - 6, y + 4, percent ? Numeral.Percent(value) : label, "tick", "end");
        }

        foreach (var (value, label) in X.Ticks(acrossMax))
        {
            double x = X.At(value);
            canvas.Line(x, upright ? Top : Bottom, x, Bottom + 4, upright ? "grid" : "axis");
            canvas.Text(x, Bottom + 17, label, "tick", "middle");
        }

        canvas.Line(Left, Bottom, Right, Bottom, "axis");
        canvas.Text((Left + Right) / 2, Bottom + 35, across, "label", "middle");
        canvas.Text(Left - 43, (Top + Bottom) / 2, up, "label", "middle", transposed: true);
    }

    /// <summary>Draws inside the plot only; the rest is clipped.</summary>
    public void Inside(SvgCanvas canvas, Action draw) =>
        canvas.Clipped(Left, Top - 1, Right - Left, Bottom - Top + 2, draw);
}
