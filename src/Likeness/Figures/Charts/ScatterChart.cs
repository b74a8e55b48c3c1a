using Likeness.Data.Kinds;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>Scatter plots of two columns, one figure per table, both on the same axes for comparison.</summary>
public static class ScatterChart
{
    private const double Width = 430;
    private const double Height = 400;
    private const int MaxPoints = 3000;

    /// <summary>Draws real and generated rows over the first two columns (for coloured pixels: upright, like the image).</summary>
    /// <param name="tables">Two tables of at least two columns.</param>
    /// <returns>The real rows, then the generated ones.</returns>
    /// <exception cref="ArgumentException">There is only one column.</exception>
    public static IReadOnlyList<Figure> Draw(Comparison tables)
    {
        if (tables.Real.Width < 2)
        {
            throw new ArgumentException("A scatter needs two columns.", nameof(tables));
        }

        bool picture = tables.Real.Picture is not null;
        int across = picture ? 1 : 0;
        int up = 1 - across;
        var y = picture ? AxisOf(tables, up, 30, Height - 46) : AxisOf(tables, up, Height - 46, 30);
        var x = AxisOf(tables, across, PlotFrame.Margin(y), Width - 14);
        var frame = new PlotFrame(x, y);
        return [Panel(tables, frame, across, up, generated: false), Panel(tables, frame, across, up, generated: true)];
    }

    private static Figure Panel(Comparison tables, PlotFrame frame, int across, int up, bool generated)
    {
        var table = generated ? tables.Generated : tables.Real;
        string name = generated ? tables.GeneratedName : tables.RealName;
        string look = generated ? "made" : "real";
        int[] rows = EvenSubset.Choose(table, MaxPoints);
        var canvas = new SvgCanvas(Width, Height);
        frame.Draw(canvas, tables.ShortName(across), tables.ShortName(up), upright: true);
        frame.Inside(
            canvas,
            () =>
                canvas.Cloud(
                    rows.Select(r => (frame.X.At(table[r, across]), frame.Y.At(table[r, up]))),
                    $"cloud-{look}"
                )
        );
        Legend.Draw(canvas, frame.X.From, 16, ($"dot-{look}", name));
        string shown =
            rows.Length < table.RowCount
                ? $"{Numeral.Whole(rows.Length)} of {Numeral.Whole(table.RowCount)} rows"
                : $"{Numeral.Whole(rows.Length)} rows";
        canvas.Text(Width - 14, 16, shown, "small", "end");
        return canvas.Finish(
            $"scatter-{(generated ? "generated" : "real")}",
            $"Scatter of {name} rows: {tables.ShortName(up)} over {tables.ShortName(across)}",
            $"Scatter of {tables.ShortName(up)} over {tables.ShortName(across)}, {shown} ({name})."
        );
    }

    private static Axis AxisOf(Comparison tables, int column, double from, double to)
    {
        var bins = Bins.Over(tables.Real.ColumnValues(column), tables.Generated.ColumnValues(column), null, 10);
        return Axis.Around([bins.Low, bins.High], from, to) with
        {
            IsTime = tables.Real.Columns[column].Kind is TimeKind,
        };
    }
}
