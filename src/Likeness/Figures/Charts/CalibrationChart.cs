using Likeness.Evaluation;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>Coverage of the model's highest-density regions by real rows: the diagonal where the density is calibrated.</summary>
public static class CalibrationChart
{
    private const double Width = 430;
    private const double Height = 290;

    /// <summary>Draws the fraction of real rows inside each region against the region's nominal mass.</summary>
    public static Figure Draw(CalibrationReport calibration)
    {
        var canvas = new SvgCanvas(Width, Height);
        var y = new Axis(0, 1, Height - 46, 30) { IsPercent = true };
        double left = PlotFrame.Margin(y);
        var x = new Axis(0, 100, left, Width - 16);
        var frame = new PlotFrame(x, y);
        frame.Draw(canvas, "mass of the highest-density region (%)", "fraction of real rows inside");
        frame.Inside(
            canvas,
            () =>
            {
                canvas.Curve([(x.At(0), y.At(0)), (x.At(100), y.At(1))], "line-real");
                canvas.Curve(
                    calibration.Inside.Select((fraction, percent) => (x.At(percent), y.At(fraction))),
                    "line-made"
                );
            }
        );
        Legend.Draw(canvas, left, 16, ("line-real", "perfectly calibrated"), ("line-made", "this model"));
        return canvas.Finish(
            "calibration",
            "Is the density calibrated?",
            $"Coverage of the model's highest-density regions by {calibration.On}: the largest deviation from the diagonal is {Numeral.Short(calibration.Statistic)}.",
            "Above the diagonal the model is too spread out; below it, real rows lie where the model's density is low."
        );
    }
}
