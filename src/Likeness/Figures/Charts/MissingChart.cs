using Likeness.Data;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>The fraction of missing values of each column that has any, as pairs of bars.</summary>
public static class MissingChart
{
    private const double Width = 520;
    private const double Left = 170;
    private const double Right = 60;
    private const double Top = 30;
    private const double Bottom = 28;
    private const double Pitch = 24;
    private const int MaxColumns = 40;

    /// <summary>Draws the columns with missing values; null if there are none.</summary>
    public static Figure? Draw(Comparison tables)
    {
        var bars = Enumerable
            .Range(0, tables.Real.Width)
            .Select(column =>
                (
                    Name: tables.ShortName(column),
                    Real: Fraction(tables.Real, column),
                    Made: Fraction(tables.Generated, column)
                )
            )
            .Where(bar => bar.Real + bar.Made > 0)
            .Take(MaxColumns)
            .ToList();
        if (bars.Count == 0)
        {
            return null;
        }

        double height = Top + (bars.Count * Pitch) + Bottom;
        var canvas = new SvgCanvas(Width, height);
        double longest = bars.Max(bar => Math.Max(bar.Real, bar.Made));
        var x = new Axis(0, 1.02 * longest, Left, Width - Right) { IsPercent = true };
        HorizontalTicks.Draw(canvas, x, 4, height - Bottom, Top);

        for (int i = 0; i < bars.Count; i++)
        {
            double middle = Top + ((i + 0.5) * Pitch);
            canvas.Text(Left - 8, middle + 4, bars[i].Name, "label", "end");
            canvas.Rectangle(Left, middle - 9, x.At(bars[i].Real) - Left, 8, "area-real");
            canvas.Line(x.At(bars[i].Real), middle - 9, x.At(bars[i].Real), middle - 1, "line-real");
            canvas.Rectangle(Left, middle, x.At(bars[i].Made) - Left, 8, "area-made");
            canvas.Line(x.At(bars[i].Made), middle, x.At(bars[i].Made), middle + 8, "line-made");
        }

        canvas.Line(Left, Top, Left, height - Bottom, "axis");
        Legend.Draw(canvas, Left, 16, ("area-real", tables.RealName), ("area-made", tables.GeneratedName));
        string all = string.Join(
            "; ",
            bars.Select(bar => $"{bar.Name} {Numeral.Percent(bar.Real)} and {Numeral.Percent(bar.Made)}")
        );
        return canvas.Finish(
            "missing-values",
            "Missing values",
            $"Fraction of missing values, {tables.RealName} and {tables.GeneratedName}: {all}.",
            "Columns without missing values are not shown."
        );
    }

    private static double Fraction(Table table, int column)
    {
        int missing = 0;
        foreach (double cell in table.Column(column))
        {
            missing += double.IsNaN(cell) ? 1 : 0;
        }

        return missing / (double)table.RowCount;
    }
}
