using Likeness.Data.Kinds;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>All pairs of columns: real densities above the diagonal, generated ones below, single columns on it.</summary>
public static class PairwiseDensities
{
    /// <summary>The maximum number of columns; the figure states it if there are more.</summary>
    public const int MaxColumns = 8;

    private const double Margin = 22;

    // The size and the pitch of the lines of class "tiny".
    private const double EndSize = 9.5;
    private const double EndPitch = 11;

    // Between the light and the dark palette's tones: an image cannot follow the reader's colour scheme.
    private static readonly (byte, byte, byte) RealTone = (47, 132, 208);
    private static readonly (byte, byte, byte) MadeTone = (232, 116, 40);

    /// <summary>Draws all pairs of the first columns.</summary>
    public static Figure Draw(Comparison tables)
    {
        int columns = Math.Min(tables.Real.Width, MaxColumns);
        double side = Math.Clamp(820.0 / columns, 100, 200);
        var bins = new Bins[columns];
        for (int c = 0; c < columns; c++)
        {
            var grid = tables.Real.Columns[c].Grid;
            bins[c] = Bins.Over(tables.Real.ColumnValues(c), tables.Generated.ColumnValues(c), grid, max: 44);
        }

        double extent = (columns * side) + (2 * Margin);
        var canvas = new SvgCanvas(extent, extent + 24);
        Legend.Draw(
            canvas,
            Margin,
            16,
            ("dot-real", $"{tables.RealName}, above the diagonal"),
            ("dot-made", $"{tables.GeneratedName}, below it")
        );
        for (int row = 0; row < columns; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double x = Margin + (column * side);
                double y = 28 + (row * side);
                if (row == column)
                {
                    DrawColumn(canvas, tables, row, bins[row], x, y, side - 6);
                }
                else
                {
                    DrawPair(canvas, tables, row, column, bins, x, y, side - 6);
                }

                canvas.Rectangle(x, y, side - 6, side - 6, "box");
            }
        }

        string some = columns < tables.Real.Width ? $" (the first {columns} of {tables.Real.Width} columns)" : "";
        return canvas.Finish(
            "pairwise-densities",
            $"Pairwise densities{some}",
            $"Matrix of densities for every pair of columns{some}: {tables.RealName} rows above the diagonal, {tables.GeneratedName} rows below, histograms of single columns on it.",
            "Panels reflected at the diagonal show the same pair in the same orientation and should look the same: the column further to the left in the data runs from bottom to top, the other from left to right, over the ranges written on the diagonal."
        );
    }

    private static void DrawPair(
        SvgCanvas canvas,
        Comparison tables,
        int row,
        int column,
        Bins[] bins,
        double x,
        double y,
        double side
    )
    {
        // The same orientation on both sides of the diagonal, so that equal densities look equal.
        var (up, across) = (Math.Min(row, column), Math.Max(row, column));
        var real = new DensityMap(tables.Real, across, up, bins[across], bins[up]);
        var generated = new DensityMap(tables.Generated, across, up, bins[across], bins[up]);
        var shown = column > row ? real : generated;
        byte[] png = shown.ToPng(Math.Max(real.Peak, generated.Peak), column > row ? RealTone : MadeTone);
        canvas.Image(x, y, side, side, png);
    }

    private static void DrawColumn(
        SvgCanvas canvas,
        Comparison tables,
        int column,
        Bins bins,
        double x,
        double y,
        double side
    )
    {
        double[] real = bins.Fractions(tables.Real.ColumnValues(column));
        double[] generated = bins.Fractions(tables.Generated.ColumnValues(column));
        string low = End(bins.Low);
        string high = End(bins.High);

        // Ends that do not fit side by side stand on two lines.
        int lines = TextWidth.Of($"{low}  {high}", EndSize) <= side - 6 ? 1 : 2;
        var frame = new PlotFrame(
            new Axis(bins.Low, bins.High, x, x + side),
            new Axis(0, ColumnHistogram.Tallest(real, generated), y + side - 5 - (EndPitch * lines), y + 24)
        );
        canvas.Path(ColumnHistogram.Steps(frame, bins, real, closed: true), "area-real");
        canvas.Path(ColumnHistogram.Steps(frame, bins, generated, closed: false), "thin-made");
        canvas.Text(x + 6, y + 16, tables.ShortName(column, (int)(side / 8)), "strong");
        canvas.Text(x + 3, y + side - 4 - (EndPitch * (lines - 1)), low, "tiny");
        canvas.Text(x + side - 3, y + side - 4, high, "tiny", "end");

        string End(double value) =>
            tables.Real.Columns[column].Kind is TimeKind
                ? TimeTicks.Label(value, bins.High - bins.Low)
                : Numeral.Short(value);
    }
}
