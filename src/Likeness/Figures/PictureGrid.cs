using Likeness.Data;

namespace Likeness.Figures;

/// <summary>Arranges images of one size in rows and columns.</summary>
public static class PictureGrid
{
    /// <summary>Arranges the images, row by row.</summary>
    /// <param name="pictures">Images of one size and one number of channels; at least one.</param>
    /// <param name="columns">Images per row.</param>
    /// <param name="gap">Pixels between them.</param>
    /// <param name="background">The grey level of margins and empty cells.</param>
    /// <exception cref="ArgumentException">The images differ in size or kind.</exception>
    /// <exception cref="LikenessException">The picture exceeds 2 GiB.</exception>
    public static PixelImage Arrange(
        IReadOnlyList<PixelImage> pictures,
        int columns,
        int gap = 4,
        byte background = 224
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var first = pictures[0];
        int channels = first.Channels;
        int rows = (pictures.Count + columns - 1) / columns;
        long wide = ((long)columns * (first.Width + gap)) - gap;
        long high = ((long)rows * (first.Height + gap)) - gap;
        if ((double)wide * high * channels > Array.MaxLength)
        {
            throw new LikenessException(
                $"{pictures.Count} images in one picture would be {wide}×{high} pixels, which is more than fits into 2 GiB (give fewer images, or write a folder or a .npy array)"
            );
        }

        var (width, height) = ((int)wide, (int)high);
        var pixels = new byte[width * height * channels];
        pixels.AsSpan().Fill(background);
        for (int i = 0; i < pictures.Count; i++)
        {
            var picture = pictures[i];
            if ((picture.Width, picture.Height, picture.Channels) != (first.Width, first.Height, channels))
            {
                throw new ArgumentException("Pictures in a grid are of one size and kind.", nameof(pictures));
            }

            int top = i / columns * (first.Height + gap);
            int left = i % columns * (first.Width + gap);
            for (int y = 0; y < picture.Height; y++)
            {
                picture
                    .Pixels.AsSpan(y * picture.Width * channels, picture.Width * channels)
                    .CopyTo(pixels.AsSpan((((top + y) * width) + left) * channels));
            }
        }

        return new PixelImage(width, height, channels, pixels);
    }
}
