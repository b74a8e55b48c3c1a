using Likeness.Evaluation;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>Real rows within the model's densest regions: the diagonal where the model's density is right.</summary>
public static class CalibrationChart
{
    private const double Width = 430;
    private const double Height = 290;

    /// <summary>Draws the share of real rows inside each region against the region's own share.</summary>
    public static Figure Draw(CalibrationReport calibration)
    {
        var canvas = new SvgCanvas(Width, Height);
        var x = new Axis(0, 100, 66, Width - 16);
        var y = new Axis(0, 1, Height - 46, 30);
        var frame = new PlotFrame(x, y);
        frame.Draw(canvas, "densest part of the model's own rows (%)", "share of real rows", percent: true);
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
        Legend.Draw(canvas, 66, 16, ("line-real", "a right density"), ("line-made", "this model"));
        return canvas.Finish(
            "calibration",
            "Is the density right where the model says?",
            $"Share of {calibration.On} within the densest parts of the model's own rows: at most {Numeral.Short(calibration.Statistic)} from the diagonal.",
            "Above the diagonal the model spreads too much; below it, real rows lie where it puts hardly anything."
        );
    }
}
