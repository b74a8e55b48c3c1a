using Likeness.Evaluation;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>The ROC curve of a score: the true positive rate against the false positive rate, at every threshold.</summary>
public static class RocChart
{
    private const double Width = 430;
    private const double Height = 290;
    private const double Found = 0.95;

    // In pixels; closer points are indistinguishable.
    private const double Step = 0.4;

    /// <summary>Draws the curve, chance level, and the point where 95 % are found.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="sought">The positive class, such as <c>outliers</c>.</param>
    public static Figure Draw(RocCurve curve, string sought = "outliers")
    {
        var canvas = new SvgCanvas(Width, Height);
        var y = new Axis(0, 1, Height - 46, 30) { IsPercent = true };
        double left = PlotFrame.Margin(y);
        var x = new Axis(0, 100, left, Width - 16);
        var frame = new PlotFrame(x, y);
        double alarms = curve.FalseAlarmsAt(Found);
        frame.Draw(canvas, "false positive rate (%)", $"fraction of {sought} found");
        frame.Inside(
            canvas,
            () =>
            {
                canvas.Curve([(x.At(0), y.At(0)), (x.At(100), y.At(1))], "line-train");
                canvas.Line(x.At(0), y.At(Found), x.At(100 * alarms), y.At(Found), "mark");
                canvas.Line(x.At(100 * alarms), y.At(Found), x.At(100 * alarms), y.At(0), "mark");
                canvas.Curve(
                    Thinned(curve.Points.Select(p => (x.At(100 * p.FalseAlarms), y.At(p.Found)))),
                    "line-made"
                );
            }
        );
        Legend.Draw(
            canvas,
            left,
            16,
            ("line-made", $"this score, area {Numeral.Short(curve.Area)}"),
            ("line-train", "by chance, area 0.5")
        );
        return canvas.Finish(
            "roc",
            $"How well are {sought} found?",
            $"ROC curve with an area of {Numeral.Short(curve.Area)}; where {Numeral.Percent(Found)} of the {sought} are found, {Numeral.Percent(alarms)} of the others are false alarms.",
            $"Nearer to the upper left is better. Dashed: finding {Numeral.Percent(Found)} costs {Numeral.Percent(alarms)} false alarms."
        );
    }

    private static IEnumerable<(double X, double Y)> Thinned(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)? kept = null;
        (double X, double Y)? last = null;
        foreach (var point in points)
        {
            last = point;
            if (kept is { } before && Math.Abs(point.X - before.X) + Math.Abs(point.Y - before.Y) < Step)
            {
                continue;
            }

            kept = point;
            yield return point;
        }

        if (last is { } end && kept != end)
        {
            yield return end;
        }
    }
}
