using Likeness.Data;

namespace Likeness.Figures;

/// <summary>Renders rows that are coloured pixels (see <see cref="Picture"/>) as the image that they form.</summary>
public static class PointPicture
{
    /// <summary>Renders each row as one pixel, upright, at the data's own resolution; the last row of a pixel wins.</summary>
    /// <param name="points">
    /// Rows of (vertical position, horizontal position, red, green, blue) in [0, 1]; further columns are ignored. Positions outside
    /// the image are left out; colours are clamped to [0, 1].
    /// </param>
    /// <param name="background">The grey level between the points: 255 white, 0 black.</param>
    /// <returns>An RGB picture of the size that the table's <see cref="Table.Picture"/> gives.</returns>
    /// <exception cref="LikenessException">The rows are not coloured pixels.</exception>
    public static PixelImage Draw(Table points, byte background = byte.MaxValue)
    {
        if (points.Picture is not { } picture || points.Width < 5)
        {
            throw new LikenessException(
                "these rows are not coloured pixels and form no image; write them as .csv or .npy instead"
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

    /// <summary>Enlarges an image by an integer factor, each pixel becoming a square.</summary>
    /// <param name="image">Any image.</param>
    /// <param name="factor">The scale factor per side; at least 1.</param>
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

    /// <summary>Puts two images of the same height and kind side by side.</summary>
    /// <param name="left">The left image.</param>
    /// <param name="right">The right image; with the height and channels of the left one.</param>
    /// <param name="gap">Pixels between them.</param>
    /// <param name="background">The grey level of the gap.</param>
    /// <exception cref="ArgumentException">Heights or channels differ.</exception>
    public static PixelImage SideBySide(PixelImage left, PixelImage right, int gap = 8, byte background = byte.MaxValue)
    {
        if (left.Height != right.Height || left.Channels != right.Channels)
        {
            throw new ArgumentException(
                "Images side by side need the same height and number of channels.",
                nameof(right)
            );
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
