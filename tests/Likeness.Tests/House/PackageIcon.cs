using Likeness.Data;
using Likeness.Data.Png;
using Likeness.Figures.Png;

namespace Likeness.Tests.House;

/// <summary>
/// The icon of the packages: a histogram of data under the density of its model. LIKENESS_UPDATE_SNAPSHOTS=1 draws it anew:
/// <c>dotnet test tests/Likeness.Tests --filter PackageIcon</c>.
/// </summary>
public sealed class PackageIcon
{
    private const int Size = 128;
    private const int Samples = 4; // along each side of a pixel
    private static readonly double[] Bars = [0.10, 0.34, 0.62, 0.94, 0.78, 0.50, 0.22];
    private static readonly byte[] Ground = [27, 51, 84];
    private static readonly byte[] Data = [126, 176, 222];
    private static readonly byte[] Model = [255, 168, 64];

    [Fact]
    public void IsAsDrawn()
    {
        var drawn = Draw();
        string path = Path.Combine(Repository.Root, "src/icon.png");
        if (Environment.GetEnvironmentVariable("LIKENESS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllBytes(path, PngEncoder.Encode(drawn));
        }

        Assert.Equal(drawn.Pixels, PngDecoder.Decode(File.ReadAllBytes(path), path).Pixels);
    }

    private static PixelImage Draw()
    {
        var pixels = new byte[Size * Size * 4];
        for (int pixel = 0; pixel < Size * Size; pixel++)
        {
            var sum = new double[4];
            for (int sample = 0; sample < Samples * Samples; sample++)
            {
                double x = (pixel % Size) + (((sample % Samples) + 0.5) / Samples);
                double y = (pixel / Size) + (((sample / Samples) + 0.5) / Samples);
                if (IsInside(x, y))
                {
                    byte[] color = Color((x - 16) / 96, (112 - y) / 92);
                    (sum[0], sum[1], sum[2]) = (sum[0] + color[0], sum[1] + color[1], sum[2] + color[2]);
                    sum[3]++;
                }
            }

            for (int channel = 0; channel < 3; channel++)
            {
                pixels[(4 * pixel) + channel] = (byte)Math.Round(sum[channel] / Math.Max(1, sum[3]));
            }

            pixels[(4 * pixel) + 3] = (byte)Math.Round(255 * sum[3] / (Samples * Samples));
        }

        return new PixelImage(Size, Size, 4, pixels);
    }

    // A square with round corners.
    private static bool IsInside(double x, double y)
    {
        const double radius = 22;
        double across = Math.Max(0, Math.Abs(x - (Size / 2.0)) - (Size / 2.0) + radius);
        double down = Math.Max(0, Math.Abs(y - (Size / 2.0)) - (Size / 2.0) + radius);
        return (across * across) + (down * down) <= radius * radius;
    }

    // x and y run from 0 to 1 within the axes.
    private static byte[] Color(double x, double y)
    {
        double away = x - 0.52;
        double density = Math.Exp(-away * away / 0.085);
        double slope = density * 2 * away / 0.085;
        if (x is > 0 and < 1 && Math.Abs(y - density) < 0.035 * Math.Sqrt(1 + (slope * slope)))
        {
            return Model;
        }

        double place = x * Bars.Length;
        bool isBar = place >= 0 && place < Bars.Length && place % 1 is > 0.08 and < 0.92;
        return isBar && y > 0 && y < Bars[(int)place] ? Data : Ground;
    }
}
