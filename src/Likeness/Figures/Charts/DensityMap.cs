using Likeness.Data;
using Likeness.Figures.Png;

namespace Likeness.Figures.Charts;

/// <summary>The joint density of two columns as a small image whose opacity is the density.</summary>
internal sealed class DensityMap
{
    private readonly double[] density;
    private readonly int width;
    private readonly int height;

    /// <summary>Counts rows in the bins of two columns and smooths the counts a little (binomial weights 1 4 6 4 1 both ways).</summary>
    /// <param name="table">The rows.</param>
    /// <param name="across">The column on the horizontal axis.</param>
    /// <param name="up">The column on the vertical axis.</param>
    /// <param name="x">Bins of <paramref name="across"/>.</param>
    /// <param name="y">Bins of <paramref name="up"/>.</param>
    public DensityMap(Table table, int across, int up, Bins x, Bins y)
    {
        (width, height) = (x.Count, y.Count);
        density = new double[width * height];
        for (int row = 0; row < table.RowCount; row++)
        {
            int i = x.IndexOf(table[row, across]);
            int j = y.IndexOf(table[row, up]);
            if (i >= 0 && j >= 0)
            {
                density[((height - 1 - j) * width) + i] += 1.0 / table.RowCount;
            }
        }

        density = Smooth(Smooth(density, width, height, 1, width), height, width, width, 1);
    }

    /// <summary>The largest density of any bin.</summary>
    public double Peak => density.Max();

    /// <summary>The map as a PNG: one colour, fully opaque at <paramref name="peak"/>; opacity follows the square root, so that low densities are visible.</summary>
    public byte[] ToPng(double peak, (byte Red, byte Green, byte Blue) colour)
    {
        var pixels = new byte[density.Length * 4];
        for (int i = 0; i < density.Length; i++)
        {
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2]) = colour;
            double fraction = peak > 0 ? Math.Min(1, density[i] / peak) : 0;
            pixels[(4 * i) + 3] = (byte)Math.Round(255 * Math.Sqrt(fraction));
        }

        return PngEncoder.Encode(new PixelImage(width, height, 4, pixels));
    }

    private static double[] Smooth(double[] values, int length, int lines, int step, int lineStep)
    {
        if (length < 8)
        {
            return values;
        }

        ReadOnlySpan<double> weights = [0.0625, 0.25, 0.375, 0.25, 0.0625];
        var smooth = new double[values.Length];
        for (int line = 0; line < lines; line++)
        {
            for (int i = 0; i < length; i++)
            {
                double sum = 0;
                for (int k = -2; k <= 2; k++)
                {
                    int inside = Math.Clamp(i + k, 0, length - 1);
                    sum += weights[k + 2] * values[(line * lineStep) + (inside * step)];
                }

                smooth[(line * lineStep) + (i * step)] = sum;
            }
        }

        return smooth;
    }
}
