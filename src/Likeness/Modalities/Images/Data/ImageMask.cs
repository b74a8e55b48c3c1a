namespace Likeness.Modalities.Images.Data;

/// <summary>The part of an image that is missing.</summary>
public enum ImageMask
{
    /// <summary>The lower half.</summary>
    Lower,

    /// <summary>The upper half.</summary>
    Upper,

    /// <summary>The left half.</summary>
    Left,

    /// <summary>The right half.</summary>
    Right,

    /// <summary>The middle half of each side.</summary>
    Centre,
}

/// <summary>Applies masks.</summary>
public static class ImageMasks
{
    /// <summary>The known part of a row of an image: everything but the masked part, and the class if it is learned.</summary>
    /// <param name="mask">The missing part.</param>
    /// <param name="transform">The sizes of a row.</param>
    /// <returns>[transform.Width].</returns>
    public static bool[] Known(this ImageMask mask, ImageTransform transform)
    {
        var (whole, shape) = (transform.Shape, transform.SampleShape);
        var (top, left) = ((whole.Height - shape.Height) / 2, (whole.Width - shape.Width) / 2);
        var given = new bool[transform.Width];
        given.AsSpan().Fill(true); // also the frame of padded images
        for (int i = 0; i < whole.Length; i++)
        {
            var (row, column) = Math.DivRem(i % (whole.Height * whole.Width), whole.Width);
            (row, column) = (row - top, column - left);
            if (row < 0 || row >= shape.Height || column < 0 || column >= shape.Width)
            {
                continue;
            }

            given[i] = mask switch
            {
                ImageMask.Lower => row < shape.Height / 2,
                ImageMask.Upper => row >= shape.Height / 2,
                ImageMask.Left => column >= shape.Width / 2,
                ImageMask.Right => column < shape.Width / 2,
                _ => Math.Abs((2 * row) + 1 - shape.Height) >= shape.Height / 2
                    || Math.Abs((2 * column) + 1 - shape.Width) >= shape.Width / 2,
            };
        }

        return given;
    }

    /// <summary>Images with the missing part in grey.</summary>
    /// <param name="images">Whole images.</param>
    /// <param name="known">[channel · row · column …]: the known values of images of that size.</param>
    public static ImageSet Masked(ImageSet images, IReadOnlyList<bool> known)
    {
        const byte Grey = 128;
        byte[] pixels = [.. images.Pixels];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = known[i % images.Shape.Length] ? pixels[i] : Grey;
        }

        return new ImageSet(images.Shape, pixels, images.Labels, images.Factors);
    }
}
