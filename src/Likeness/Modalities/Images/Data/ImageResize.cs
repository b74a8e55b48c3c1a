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
                    + "(give a larger --size, or --fit bilinear or crop)"
            );
        }

        if ((long)to.Channels * Height * Width * images.Count > Array.MaxLength)
        {
            throw new LikenessException(
                $"{images.Count} images of {to} take more than 2 GiB (give a smaller size or fewer images)"
            );
        }

        var pixels = new byte[images.Count * to.Length];
        var resize = For(old);
        for (int i = 0; i < images.Count; i++)
        {
            resize(images[i], pixels.AsSpan(i * to.Length, to.Length));
        }

        return new ImageSet(to, pixels, images.Labels, images.Factors)
        {
            Before = images.Before is { } before ? Apply(before) : null,
            Files = images.Files,
            Unpadded = Fit == ImageFit.Pad ? old : null,
        };
    }

    /// <summary>The images without the frame of their padding, as they were before it.</summary>
    /// <param name="images">Padded images.</param>
    /// <param name="size">The sizes before.</param>
    internal static ImageSet Unpad(ImageSet images, ImageShape size)
    {
        byte[] pixels = ImageSet.Allocate(images.Count, size, "take fewer of them");
        for (int i = 0; i < images.Count; i++)
        {
            Crop(images[i], images.Shape, pixels.AsSpan(i * size.Length, size.Length), size);
        }

        return new ImageSet(size, pixels, images.Labels, images.Factors)
        {
            Before = images.Before is { } before ? Unpad(before, size) : null,
            Files = images.Files,
        };
    }

    /// <summary>Resizes one image: [channel][row][column] in the old size, and in the new one.</summary>
    internal delegate void One(ReadOnlySpan<byte> image, Span<byte> resized);

    /// <summary>A function that resizes images of one size; every thread may call it.</summary>
    /// <param name="old">Their sizes; for padding, at most the new ones.</param>
    internal One For(ImageShape old)
    {
        var to = old with { Height = Height, Width = Width };
        if (Fit == ImageFit.Pad)
        {
            return (image, resized) => Pad(image, old, resized, to);
        }

        var kept = Fit == ImageFit.Crop ? Kept(old) : old;
        var filter = new BilinearFilter(kept, to);
        return kept == old
            ? filter.Apply
            : (image, resized) =>
            {
                var part = new byte[kept.Length];
                Crop(image, old, part, kept);
                filter.Apply(part, resized);
            };
    }

    /// <summary>The largest part with the proportions of the result.</summary>
    internal ImageShape Kept(ImageShape old) =>
        (long)old.Width * Height > (long)old.Height * Width
            ? old with
            {
                Width = Math.Max(1, (int)Math.Round((double)old.Height * Width / Height)),
            }
            : old with
            {
                Height = Math.Max(1, (int)Math.Round((double)old.Width * Height / Width)),
            };

    private static void Crop(ReadOnlySpan<byte> source, ImageShape old, Span<byte> pixels, ImageShape to)
    {
        var (top, left) = ((old.Height - to.Height) / 2, (old.Width - to.Width) / 2);
        for (int row = 0; row < to.Channels * to.Height; row++)
        {
            var (plane, line) = Math.DivRem(row, to.Height);
            int place = (((plane * old.Height) + top + line) * old.Width) + left;
            source.Slice(place, to.Width).CopyTo(pixels[(row * to.Width)..]);
        }
    }

    private static void Pad(ReadOnlySpan<byte> source, ImageShape old, Span<byte> pixels, ImageShape to)
    {
        pixels.Clear();
        int corner = ((to.Height - old.Height) / 2 * to.Width) + ((to.Width - old.Width) / 2);
        for (int row = 0; row < source.Length / old.Width; row++)
        {
            var (plane, line) = Math.DivRem(row, old.Height);
            int place = (plane * to.Height * to.Width) + corner + (line * to.Width);
            source.Slice(row * old.Width, old.Width).CopyTo(pixels[place..]);
        }
    }
}
