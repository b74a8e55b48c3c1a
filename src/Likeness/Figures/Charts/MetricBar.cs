using Likeness.Evaluation;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>One metric as a small bar: the grey band is the real-vs-real baseline, the dot is the model, the line its interval.</summary>
internal static class MetricBar
{
    private const double Width = 190;
    private const double Height = 24;

    /// <summary>Draws the bar; returns null if the value is NaN or has no baseline.</summary>
    public static Figure? Draw(MetricResult result)
    {
        if (!double.IsFinite(result.Value) || (result.Baseline is null && result.Interval is null))
        {
            return null;
        }

        double[] shown = Quantile.Sorted([
            result.Value,
            result.Baseline?.Low ?? result.Value,
            result.Baseline?.High ?? result.Value,
            result.Interval?.Low ?? result.Value,
            result.Interval?.High ?? result.Value,
        ]);

        // For a distance, zero is the ideal and shows the scale; a fraction near 1 would only be compressed by it.
        double low = result.Better == Better.Lower ? Math.Min(0, shown[0]) : shown[0];
        double high = shown[^1] > low ? shown[^1] : low + 1;
        var x = new Axis(low, high, 8, Width - 8);
        var canvas = new SvgCanvas(Width, Height);
        canvas.Line(6, Height / 2, Width - 6, Height / 2, "axis");
        if (result.Baseline is { } baseline)
        {
            double left = x.At(baseline.Low);
            canvas.Rectangle(left, 4, Math.Max(3, x.At(baseline.High) - left), Height - 8, "band", round: 2);
            canvas.Line(x.At(baseline.Median), 4, x.At(baseline.Median), Height - 4, "middle");
        }

        if (result.Interval is { } interval)
        {
            canvas.Line(x.At(interval.Low), Height / 2, x.At(interval.High), Height / 2, "line-made");
        }

        canvas.Dot(x.At(result.Value), Height / 2, 4.5, "dot-made");
        string against = result.Baseline is { } f ? $"; real-vs-real baseline: {Numeral.Range(f.Low, f.High)}" : "";
        return canvas.Finish("metric", result.Metric, $"{result.Metric} {Numeral.Short(result.Value)}{against}");
    }
}
