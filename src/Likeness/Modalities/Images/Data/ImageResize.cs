namespace Likeness.Modalities.Images.Data;

/// <summary>Resizes images; values stay bytes.</summary>
/// <param name="Height">Pixels from top to bottom, 1 … 4096.</param>
/// <param name="Width">Pixels from left to right, 1 … 4096.</param>
/// <param name="Fit">The way of resizing.</param>
public sealed record ImageResize(int Height, int Width, ImageFit Fit = ImageFit.Bilinear)
{
    private const int Largest = 4096;

    /// <summary>The resized images, with their labels and factors; the set itself if it already has that size.</summary>
    /// <exception cref="LikenessException">
    /// A side is out of range, padding would have to cut, or the images would take more than 2 GiB.
    /// </exception>
    public ImageSet Apply(ImageSet images)
    {
        var old = images.Shape;
        var to = old with { Height = Height, Width = Width };
        if (Height is < 1 or > Largest || Width is < 1 or > Largest)
        {
            throw new LikenessException(
                $"images of {Height}×{Width} pixels cannot be made (give sides from 1 to {Largest})"
            );
        }

        if (old == to)
        {
            return images;
        }

        if (Fit == ImageFit.Pad && (Height < old.Height || Width < old.Width))
        {
            throw new LikenessException(
                $"images of {old.Height}×{old.Width} pixels do not fit into {Height}×{Width} by padding "
                    + "(give a larger size, or resize them bilinearly)"
            );
        }

        if ((long)to.Channels * Height * Width * images.Count > Array.MaxLength)
        {
            throw new LikenessException(
                $"{images.Count} images of {to} take more than 2 GiB (give a smaller size or fewer images)"
            );
        }

        var pixels = new byte[images.Count * to.Length];
        if (Fit == ImageFit.Pad)
        {
            Pad(images.Pixels, old, pixels, to);
        }
        else
        {
            new BilinearFilter(old, to).Apply(images.Pixels, pixels);
        }

        return new ImageSet(to, pixels, images.Labels, images.Factors);
    }

    private static void Pad(byte[] source, ImageShape old, byte[] pixels, ImageShape to)
    {
        int corner = ((to.Height - old.Height) / 2 * to.Width) + ((to.Width - old.Width) / 2);
        for (int row = 0; row < source.Length / old.Width; row++)
        {
            var (plane, line) = Math.DivRem(row, old.Height);
            int place = (plane * to.Height * to.Width) + corner + (line * to.Width);
            source.AsSpan(row * old.Width, old.Width).CopyTo(pixels.AsSpan(place));
        }
    }
}
