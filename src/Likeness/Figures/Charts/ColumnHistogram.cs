using Likeness.Data.Kinds;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>
/// One column: numbers, times and durations as a histogram, real rows filled and generated rows as a line; categories as bars. Missing values of
/// a histogram are left out.
/// </summary>
public static class ColumnHistogram
{
    private const double Width = 340;
    private const double Height = 210;
    private const int MaxTicks = 4;

    /// <summary>Draws one column.</summary>
    /// <param name="tables">The two tables.</param>
    /// <param name="column">The column's index.</param>
    public static Figure Draw(Comparison tables, int column)
    {
        if (tables.Real.Columns[column].Kind.LevelCount > 0)
        {
            return CategoryBars.Draw(tables, column);
        }

        var kind = tables.Real.Columns[column].Kind;
        double[] real = Array.FindAll(tables.Real.ColumnValues(column), value => !double.IsNaN(value));
        double[] generated = Array.FindAll(tables.Generated.ColumnValues(column), value => !double.IsNaN(value));
        var bins = Bins.Over(real, generated, tables.Real.Columns[column].Grid, max: 45);
        double[] expected = bins.Fractions(real);
        double[] drawn = bins.Fractions(generated);

        string name = tables.ShortName(column);
        var canvas = new SvgCanvas(Width, Height);
        var y = new Axis(0, 1.08 * Tallest(expected, drawn), Height - 44, 28) { IsPercent = true };
        double left = PlotFrame.Margin(y, MaxTicks);
        var frame = new PlotFrame(new Axis(bins.Low, bins.High, left, Width - 12) { IsTime = kind is TimeKind }, y);
        frame.Draw(canvas, name, "rows", ticks: (kind is TimeKind ? MaxTicks : MaxTicks + 1, MaxTicks));
        canvas.Path(Steps(frame, bins, expected, closed: true), "area-real");
        canvas.Path(Steps(frame, bins, expected, closed: false), "thin-real");
        canvas.Path(Steps(frame, bins, drawn, closed: false), "line-made");
        Legend.Draw(canvas, left, 16, ("area-real", tables.RealName), ("line-made", tables.GeneratedName));

        int outside = generated.Count(value => bins.IndexOf(value) < 0);
        if (outside > 0)
        {
            canvas.Text(Width - 12, 16, $"{Numeral.Whole(outside)} beyond the axis", "small", "end");
        }

        return canvas.Finish(
            $"histogram-{column + 1}",
            $"Distribution of {tables.Real.Columns[column].Name}",
            $"Histogram of {tables.Real.Columns[column].Name}: {tables.RealName} {Summary(real, kind)}; {tables.GeneratedName} {Summary(generated, kind)}."
        );
    }

    /// <summary>The largest fraction in two histograms; 1 if all are zero, so that it can be the end of an axis.</summary>
    internal static double Tallest(double[] first, double[] second)
    {
        double max = Math.Max(first.Max(), second.Max());
        return max > 0 ? max : 1;
    }

    /// <summary>The outline of bars, in SVG's path notation.</summary>
    internal static string Steps(PlotFrame frame, Bins bins, double[] fractions, bool closed)
    {
        var path = new System.Text.StringBuilder();
        string floor = SvgCanvas.N(frame.Y.At(0));
        path.Append($"M{SvgCanvas.N(frame.X.At(bins.Low))} {floor}");
        for (int bin = 0; bin < fractions.Length; bin++)
        {
            path.Append($"V{SvgCanvas.N(frame.Y.At(fractions[bin]))}");
            path.Append($"H{SvgCanvas.N(frame.X.At(bins.Low + ((bin + 1) * bins.Width)))}");
        }

        return path.Append($"V{floor}").Append(closed ? "Z" : "").ToString();
    }

    private static string Summary(double[] values, ColumnKind kind)
    {
        double[] sorted = Quantile.Sorted(values);
        return $"median {At(0.5)}, middle 90 % from {At(0.05)} to {At(0.95)}";

        string At(double fraction)
        {
            double value = Quantile.FromSorted(sorted, fraction);
            return kind is TimeKind && sorted.Length > 0 ? kind.Write(value) : Numeral.Short(value);
        }
    }
}
