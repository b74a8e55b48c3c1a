using Likeness.Data;
using Likeness.Figures;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Report;

/// <summary>Images of sets as one picture, enlarged by whole pixels so that each stays what it is.</summary>
public static class ImageGrid
{
    // Small enough for a hundred on a page, large enough to see a digit.
    private const int WantedSide = 56;
    private const int WithinGroup = 1;

    /// <summary>Images in rows and columns.</summary>
    /// <param name="images">Of one or three channels; at least one.</param>
    /// <param name="columns">Images in a row; null for as many as make the picture about square.</param>
    /// <param name="factor">How many pixels each pixel becomes, in both directions; null for sides of about 56.</param>
    /// <param name="gap">Pixels between images.</param>
    /// <exception cref="ArgumentException">There are no images, or they have another number of channels.</exception>
    public static PixelImage Draw(ImageSet images, int? columns = null, int? factor = null, int gap = 4) =>
        Beside([images], columns, factor, gap);

    /// <summary>
    /// Images that belong together, close to one another: each image of the first set, then the one in its place in each other set, such as
    /// its reconstruction, or a sample and its nearest training image.
    /// </summary>
    /// <param name="sets">Sets of as many images of one size, in the order in which they stand; at least one.</param>
    /// <param name="columns">Groups in a row; null for as many as make the picture about square.</param>
    /// <param name="factor">How many pixels each pixel becomes, in both directions; null for sides of about 56.</param>
    /// <param name="gap">Pixels between groups; within a group there is one.</param>
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

    /// <summary>Every pixel repeated in both directions.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="factor">How often; at least 1.</param>
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
