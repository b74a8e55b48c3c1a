using Likeness.Evaluation;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>
/// Distances to the closest training row: the fraction of rows within each distance, for generated rows and for real rows that
/// were not trained on. A generated curve well to the left of the real one indicates memorised rows.
/// </summary>
public static class DistanceChart
{
    private const double Width = 430;
    private const double Height = 290;

    /// <summary>Draws the two cumulative distributions.</summary>
    public static Figure Draw(NoveltyReport novelty)
    {
        var generated = novelty.Generated.Percentiles;
        var baseline = novelty.BaselineDistances.Percentiles;
        double far = Math.Max(At(generated, 0.92), At(baseline, 0.98));
        var canvas = new SvgCanvas(Width, Height);
        var y = new Axis(0, 1, Height - 46, 30) { IsPercent = true };
        double left = PlotFrame.Margin(y);
        var x = new Axis(0, far > 0 ? 1.05 * far : 1, left, Width - 16);
        var frame = new PlotFrame(x, y);
        frame.Draw(canvas, "distance to the closest training row (standard deviations)", "fraction of rows");
        frame.Inside(
            canvas,
            () =>
            {
                canvas.Curve(Cumulative(frame, baseline), "line-real");
                canvas.Curve(Cumulative(frame, generated), "line-made");
            }
        );
        Legend.Draw(canvas, left, 16, ("line-real", novelty.Baseline), ("line-made", "generated rows"));
        Median(canvas, frame, novelty.BaselineDistances.Median, "real");
        Median(canvas, frame, novelty.Generated.Median, "made");
        return canvas.Finish(
            "distance-to-closest-record",
            "Distance to the closest training row",
            $"Cumulative distribution of the distance to the closest training row: median {Numeral.Short(novelty.Generated.Median)} for generated rows, {Numeral.Short(novelty.BaselineDistances.Median)} for {novelty.Baseline}.",
            "A generated curve well to the left of the other one indicates memorised rows. Dashed: the medians."
        );
    }

    // A few distant rows would compress the part near zero, which shows memorised rows.
    private static double At(IReadOnlyList<double> percentiles, double fraction) =>
        percentiles[(int)(fraction * (percentiles.Count - 1))];

    private static IEnumerable<(double, double)> Cumulative(PlotFrame frame, IReadOnlyList<double> percentiles) =>
        percentiles.Select((distance, i) => (frame.X.At(distance), frame.Y.At(i / (double)(percentiles.Count - 1))));

    private static void Median(SvgCanvas canvas, PlotFrame frame, double median, string look) =>
        canvas.Line(frame.X.At(median), frame.Y.At(0.5), frame.X.At(median), frame.Y.From, $"mark-{look}");
}
