using Likeness.Data;
using Likeness.Figures;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Report;

/// <summary>Images of sets as one image, enlarged by integer factors without interpolation.</summary>
public static class ImageGrid
{
    // Small enough for a hundred on a page, large enough to see a digit.
    private const int WantedSide = 56;
    private const int WithinGroup = 1;

    /// <summary>Images in rows and columns.</summary>
    /// <param name="images">Images with one or three channels; at least one.</param>
    /// <param name="columns">Images per row; null for an approximately square result.</param>
    /// <param name="factor">The integer scale factor; null for sides of about 56.</param>
    /// <param name="gap">Pixels between images.</param>
    /// <exception cref="ArgumentException">There are no images, or they have another number of channels.</exception>
    public static PixelImage Draw(ImageSet images, int? columns = null, int? factor = null, int gap = 4) =>
        Beside([images], columns, factor, gap);

    /// <summary>
    /// Groups of corresponding images, close to one another: each image of the first set, followed by the one with its index in each other set, such as
    /// its reconstruction, or a sample and its nearest training image.
    /// </summary>
    /// <param name="sets">Sets of equally many images of one size, in display order; at least one.</param>
    /// <param name="columns">Groups per row; null for an approximately square result.</param>
    /// <param name="factor">The integer scale factor; null for sides of about 56.</param>
    /// <param name="gap">Pixels between groups; one pixel within a group.</param>
    /// <exception cref="ArgumentException">There are no images, or the sets differ in number or size.</exception>
    public static PixelImage Beside(IReadOnlyList<ImageSet> sets, int? columns = null, int? factor = null, int gap = 4)
    {
        var (shape, count) = (sets[0].Shape, sets[0].Count);
        if (count == 0 || shape.Channels is not (1 or 3) || sets.Any(set => set.Shape != shape || set.Count != count))
        {
            throw new ArgumentException(
                $"Sets of as many images of one size, of one or three channels, make a grid; not {string.Join(", ", sets.Select(set => $"{set.Count} of {set.Shape}"))}.",
                nameof(sets)
            );
        }

        int enlarged = factor ?? Math.Max(1, (int)Math.Round(WantedSide / (double)Math.Max(shape.Height, shape.Width)));
        var groups = new PixelImage[count];
        for (int i = 0; i < count; i++)
        {
            PixelImage[] members = [.. sets.Select(set => Enlarge(set.Picture(i), enlarged))];
            groups[i] = PictureGrid.Arrange(members, members.Length, WithinGroup);
        }

        double wide = Math.Sqrt(count * (groups[0].Height + gap) / (double)(groups[0].Width + gap));
        return PictureGrid.Arrange(groups, columns ?? Math.Clamp((int)Math.Ceiling(wide), 1, count), gap);
    }

    /// <summary>Repeats every pixel in both directions.</summary>
    /// <param name="picture">The image.</param>
    /// <param name="factor">The factor; at least 1.</param>
    internal static PixelImage Enlarge(PixelImage picture, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        var (width, height) = (picture.Width * factor, picture.Height * factor);
        var pixels = new byte[width * height * picture.Channels];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                picture
                    .Pixel(row / factor, column / factor)
                    .CopyTo(pixels.AsSpan(((row * width) + column) * picture.Channels));
            }
        }

        return new PixelImage(width, height, picture.Channels, pixels);
    }
}
