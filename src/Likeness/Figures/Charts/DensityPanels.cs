using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>Densities of 2-D distributions side by side: a row of small images for each distribution, the true density first.</summary>
internal static class DensityPanels
{
    private const double Side = 104;
    private const double Gap = 6;
    private const double Top = 24;
    private const double Left = 112;

    private static readonly (byte, byte, byte) TruthTone = (47, 132, 208);
    private static readonly (byte, byte, byte) LearnedTone = (232, 116, 40);

    /// <summary>Draws the panels; each row has one scale, full at the 99.5 % quantile of the non-zero true density.</summary>
    /// <param name="name">The figure's file name without extension.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="rows">The distributions.</param>
    /// <param name="columns">The headings of the columns; the first is the true density.</param>
    /// <param name="pixels">Width and height of each density in pixels.</param>
    /// <param name="density">Of (row, column), pixels × pixels values from the top left.</param>
    public static Figure Draw(
        string name,
        string title,
        IReadOnlyList<string> rows,
        IReadOnlyList<string> columns,
        int pixels,
        Func<int, int, double[]> density
    )
    {
        var canvas = new SvgCanvas(Left + (columns.Count * (Side + Gap)), Top + (rows.Count * (Side + Gap)));
        for (int column = 0; column < columns.Count; column++)
        {
            canvas.Text(Left + (column * (Side + Gap)) + (Side / 2), Top - 8, columns[column], "label", "middle");
        }

        for (int row = 0; row < rows.Count; row++)
        {
            double y = Top + (row * (Side + Gap));
            canvas.Text(Left - 8, y + (Side / 2), rows[row], "label", "end");
            double[] there = [.. density(row, 0).Where(value => value > 0).Order()];
            double peak = there[(int)(0.995 * (there.Length - 1))];
            for (int column = 0; column < columns.Count; column++)
            {
                double x = Left + (column * (Side + Gap));
                var tone = column == 0 ? TruthTone : LearnedTone;
                canvas.Image(x, y, Side, Side, Picture(density(row, column), pixels, peak, tone));
                canvas.Rectangle(x, y, Side, Side, "box");
            }
        }

        return canvas.Finish(
            name,
            title,
            $"A grid of densities: {string.Join(", ", rows)} from top to bottom; {string.Join(", ", columns)} from left to right."
        );
    }

    private static byte[] Picture(double[] density, int pixels, double peak, (byte Red, byte Green, byte Blue) tone)
    {
        var colours = new byte[density.Length * 4];
        for (int i = 0; i < density.Length; i++)
        {
            (colours[4 * i], colours[(4 * i) + 1], colours[(4 * i) + 2]) = tone;
            colours[(4 * i) + 3] = (byte)Math.Round(255 * Math.Sqrt(Math.Clamp(density[i] / peak, 0, 1)));
        }

        return PngEncoder.Encode(new PixelImage(pixels, pixels, 4, colours));
    }
}
