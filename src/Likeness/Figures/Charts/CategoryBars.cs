using Likeness.Data;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>A column of categories as pairs of bars, the most frequent real levels first; all others, and missing values, have a pair each.</summary>
public static class CategoryBars
{
    private const double Width = 340;
    private const double Height = 210;
    private const double Left = 124;
    private const double Right = 14;
    private const double Top = 28;
    private const double Bottom = 34;
    private const int MaxLevels = 8;
    private const int MaxLetters = 17;

    /// <summary>Draws one column.</summary>
    /// <param name="tables">The two tables, whose levels mean the same.</param>
    /// <param name="column">The index of a column of categories or booleans.</param>
    public static Figure Draw(Comparison tables, int column)
    {
        var bars = Bars(tables, column);
        var canvas = new SvgCanvas(Width, Height);
        double longest = Math.Max(bars.Max(bar => bar.Real), bars.Max(bar => bar.Generated));
        var x = new Axis(0, longest > 0 ? 1.04 * longest : 1, Left, Width - Right) { IsPercent = true };
        double pitch = (Height - Top - Bottom) / bars.Count;
        double height = Math.Min(9, 0.4 * pitch);
        HorizontalTicks.Draw(canvas, x, 3, Height - Bottom, Top);
        for (int i = 0; i < bars.Count; i++)
        {
            double middle = Top + ((i + 0.5) * pitch);
            canvas.Text(Left - 6, middle + 4, bars[i].Name, bars[i].IsLevel ? "small label" : "small", "end");
            Bar(canvas, x, middle - height, height, bars[i].Real, "real");
            Bar(canvas, x, middle, height, bars[i].Generated, "made");
        }

        canvas.Line(Left, Top, Left, Height - Bottom, "axis");
        Legend.Draw(canvas, Left, 16, ("area-real", tables.RealName), ("area-made", tables.GeneratedName));
        string all = string.Join(
            "; ",
            bars.Select(bar => $"{bar.Name} {Numeral.Percent(bar.Real)} and {Numeral.Percent(bar.Generated)}")
        );
        return canvas.Finish(
            $"histogram-{column + 1}",
            $"Distribution of {tables.Real.Columns[column].Name}",
            $"Bars of {tables.Real.Columns[column].Name}, {tables.RealName} and {tables.GeneratedName}: {all}."
        );
    }

    private static void Bar(SvgCanvas canvas, Axis x, double y, double height, double fraction, string look)
    {
        canvas.Rectangle(Left, y, x.At(fraction) - Left, height, $"area-{look}");
        canvas.Line(x.At(fraction), y, x.At(fraction), y + height, $"line-{look}");
    }

    private static List<LevelBar> Bars(Comparison tables, int column)
    {
        var named = tables.Real.Columns[column];
        double[] real = Fractions(tables.Real, column),
            generated = Fractions(tables.Generated, column);
        int[] order =
        [
            .. Enumerable
                .Range(0, named.Kind.LevelCount)
                .Where(level => real[level] + generated[level] > 0)
                .OrderByDescending(level => real[level])
                .ThenByDescending(level => generated[level])
                .ThenBy(level => level),
        ];
        int shown = order.Length > MaxLevels + 1 ? MaxLevels : order.Length;
        var bars = order
            .Take(shown)
            .Select(level => new LevelBar(Short(named.Write(level)), real[level], generated[level], IsLevel: true))
            .ToList();
        if (shown < order.Length)
        {
            int[] rest = order[shown..];
            bars.Add(
                new(
                    $"{Numeral.Whole(rest.Length)} others",
                    rest.Sum(level => real[level]),
                    rest.Sum(level => generated[level]),
                    false
                )
            );
        }

        if (real[^1] + generated[^1] > 0)
        {
            bars.Add(new("missing", real[^1], generated[^1], false));
        }

        return bars.Count > 0 ? bars : [new("no values", 0, 0, false)];
    }

    // One fraction per level, and one of missing values.
    private static double[] Fractions(Table table, int column)
    {
        var counts = new double[table.Columns[column].Kind.LevelCount + 1];
        foreach (double cell in table.Column(column))
        {
            counts[double.IsNaN(cell) ? counts.Length - 1 : (int)cell]++;
        }

        return [.. counts.Select(count => count / table.RowCount)];
    }

    private static string Short(string text) => text.Length <= MaxLetters ? text : text[..(MaxLetters - 1)] + "…";

    private readonly record struct LevelBar(string Name, double Real, double Generated, bool IsLevel);
}
