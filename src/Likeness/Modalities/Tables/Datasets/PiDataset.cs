using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>
/// The default dataset: pixels (x, y, r, g, b) of a π rendered on 300 × 300. The glyph and its colours are fixed; the seed
/// determines independent random pixels, so some occur twice: test rows relate to the training rows as
/// a perfect model's samples would, including repetition by chance. x counts downwards.
/// </summary>
[Dataset("pi", Summary = "coloured pixels of the letter π on a 300 × 300 grid: x, y, r, g, b")]
public sealed class PiDataset : IDataset
{
    private const int Size = 300;
    private const ulong Stream = 0x7069; // the ASCII codes of p and i

    private static readonly Brush[] Strokes =
    [
        // The bar: a hook at the left, then a wave to the right end.
        new((0.115, 0.345), (0.145, 0.215), (0.235, 0.195), (0.360, 0.212), 0.012, 0.045),
        new((0.360, 0.212), (0.520, 0.234), (0.700, 0.222), (0.885, 0.178), 0.045, 0.034),
        // The left leg, swelling to a round foot.
        new((0.390, 0.230), (0.392, 0.450), (0.355, 0.660), (0.262, 0.812), 0.030, 0.052),
        // The right leg, and its upturned foot.
        new((0.645, 0.230), (0.622, 0.430), (0.590, 0.640), (0.660, 0.765), 0.034, 0.047),
        new((0.660, 0.765), (0.715, 0.850), (0.815, 0.850), (0.865, 0.700), 0.047, 0.010),
    ];

    /// <inheritdoc/>
    public Table Load(ulong seed, int rows)
    {
        int[] pixels = Glyph();
        var random = new PhiloxRandom(seed, Stream);
        var values = new double[rows * 5];
        for (int i = 0; i < rows; i++)
        {
            var (row, column) = Math.DivRem(pixels[random.NextInt(pixels.Length)], Size);
            var point = values.AsSpan(i * 5, 5);
            point[0] = row / (double)Size;
            point[1] = column / (double)Size;
            Colour(point[0], point[1], point[2..]);
        }

        return new Table(PicturePoints.Columns(Size, Size), values, new Picture(Size, Size));
    }

    /// <summary>The painted pixels, row · Size + column, from the top left.</summary>
    private static int[] Glyph()
    {
        var painted = new bool[Size, Size];
        foreach (var stroke in Strokes)
        {
            stroke.Paint(painted);
        }

        return [.. Enumerable.Range(0, Size * Size).Where(pixel => painted[pixel / Size, pixel % Size])];
    }

    /// <summary>Slow waves across the image, curved so that no colour is nearly a linear function of position.</summary>
    private static void Colour(double down, double right, Span<double> rgb)
    {
        double radius = Math.Sqrt(Math.Pow(down - 0.75, 2) + Math.Pow(right - 0.30, 2));
        rgb[0] = EightBits(0.58 + (0.38 * Math.Cos(2 * Math.PI * ((0.90 * right) - (0.80 * down) + 0.10))));
        rgb[1] = EightBits(0.50 + (0.36 * Math.Sin(2 * Math.PI * ((1.15 * down) + (0.30 * right) - 0.20))));
        rgb[2] = EightBits(0.56 + (0.40 * Math.Cos(2 * Math.PI * 1.45 * radius)));
    }

    private static double EightBits(double value) => Math.Round(value * 255) / 255;
}
