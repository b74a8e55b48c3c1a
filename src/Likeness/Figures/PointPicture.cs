using Likeness.Data;

namespace Likeness.Figures;

/// <summary>Draws rows that are coloured pixels (see <see cref="Picture"/>) as the picture they make.</summary>
public static class PointPicture
{
    /// <summary>Draws each row as one pixel, upright, at the data's own resolution; where rows share a pixel the last one shows.</summary>
    /// <param name="points">
    /// Rows of (vertical place, horizontal place, red, green, blue) in [0, 1]; further columns are ignored. Places outside
    /// the picture are left out, colours outside [0, 1] are clamped.
    /// </param>
    /// <param name="background">The grey level between the points: 255 white, 0 black.</param>
    /// <returns>An RGB picture of the size that the table's <see cref="Table.Picture"/> gives.</returns>
    /// <exception cref="LikenessException">The rows are no coloured pixels.</exception>
    public static PixelImage Draw(Table points, byte background = byte.MaxValue)
    {
        if (points.Picture is not { } picture || points.Width < 5)
        {
            throw new LikenessException(
                "these rows are no coloured pixels, so there is no picture to draw; write them as .csv or .npy instead"
            );
        }

        var pixels = new byte[picture.Height * picture.Width * 3];
        pixels.AsSpan().Fill(background);
        for (int row = 0; row < points.RowCount; row++)
        {
            var point = points.Row(row);
            double y = Math.Round(point[0] * picture.Height);
            double x = Math.Round(point[1] * picture.Width);
            if (y >= 0 && y < picture.Height && x >= 0 && x < picture.Width)
            {
                int at = (((int)y * picture.Width) + (int)x) * 3;
                for (int c = 0; c < 3; c++)
                {
                    pixels[at + c] = (byte)Math.Round(255 * Math.Clamp(point[2 + c], 0, 1));
                }
            }
        }

        return new PixelImage(picture.Width, picture.Height, 3, pixels);
    }

    /// <summary>Enlarges a picture by a whole factor, each pixel becoming a square.</summary>
    /// <param name="image">Any picture.</param>
    /// <param name="factor">Times larger a side; at least 1.</param>
    public static PixelImage Enlarge(PixelImage image, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        int width = image.Width * factor;
        int height = image.Height * factor;
        var pixels = new byte[width * height * image.Channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int from = ((y / factor * image.Width) + (x / factor)) * image.Channels;
                int to = ((y * width) + x) * image.Channels;
                image.Pixels.AsSpan(from, image.Channels).CopyTo(pixels.AsSpan(to));
            }
        }

        return new PixelImage(width, height, image.Channels, pixels);
    }

    /// <summary>Puts two pictures of one height and kind beside each other.</summary>
    /// <param name="left">The left picture.</param>
    /// <param name="right">The right picture; as high and with as many channels as the left one.</param>
    /// <param name="gap">Pixels between them.</param>
    /// <param name="background">The grey level of the gap.</param>
    /// <exception cref="ArgumentException">Heights or channels differ.</exception>
    public static PixelImage SideBySide(PixelImage left, PixelImage right, int gap = 8, byte background = byte.MaxValue)
    {
        if (left.Height != right.Height || left.Channels != right.Channels)
        {
            throw new ArgumentException("Pictures beside each other need one height and one kind.", nameof(right));
        }

        int channels = left.Channels;
        int width = left.Width + gap + right.Width;
        var pixels = new byte[width * left.Height * channels];
        pixels.AsSpan().Fill(background);
        for (int y = 0; y < left.Height; y++)
        {
            var row = pixels.AsSpan(y * width * channels, width * channels);
            left.Pixels.AsSpan(y * left.Width * channels, left.Width * channels).CopyTo(row);
            right
                .Pixels.AsSpan(y * right.Width * channels, right.Width * channels)
                .CopyTo(row[((left.Width + gap) * channels)..]);
        }

        return new PixelImage(width, left.Height, channels, pixels);
    }
}
