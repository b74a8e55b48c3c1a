namespace Likeness.Modalities.Images.Data;

/// <summary>The channels of images.</summary>
public enum ImageColour
{
    /// <summary>One channel: the luma of ITU-R BT.601, in the fixed point of Pillow's <c>convert("L")</c>.</summary>
    Grey,

    /// <summary>Red, green and blue; grey images have three equal channels.</summary>
    Rgb,
}

/// <summary>Converts between grey and colour.</summary>
internal static class ImageColours
{
    // 0.299, 0.587 and 0.114 in units of 2⁻¹⁶.
    private const int Red = 19595;
    private const int Green = 38470;
    private const int Blue = 7471;

    /// <summary>The number of channels of images that had some; null for those.</summary>
    public static int Channels(this ImageColour? colour, int stored) =>
        colour switch
        {
            ImageColour.Grey => 1,
            ImageColour.Rgb => 3,
            _ => stored,
        };

    /// <summary>The images with other channels; the set itself if it has them already.</summary>
    /// <exception cref="LikenessException">Colour images would exceed 2 GiB.</exception>
    public static ImageSet Apply(this ImageColour? colour, ImageSet images)
    {
        var shape = images.Shape with { Channels = colour.Channels(images.Shape.Channels) };
        if (shape == images.Shape)
        {
            return images;
        }

        if ((long)images.Count * shape.Length > Array.MaxLength)
        {
            throw new LikenessException(
                $"{images.Count} images of {shape} take more than 2 GiB (give fewer images, or leave --colour out)"
            );
        }

        var pixels = new byte[images.Count * shape.Length];
        for (int i = 0; i < images.Count; i++)
        {
            Convert(images[i], pixels.AsSpan(i * shape.Length, shape.Length));
        }

        return new ImageSet(shape, pixels, images.Labels, images.Factors)
        {
            Before = images.Before is { } before ? colour.Apply(before) : null,
            Unpadded = images.Unpadded is { } size ? size with { Channels = shape.Channels } : null,
        };
    }

    /// <summary>Grey images that are stored in three equal channels, in one.</summary>
    public static ImageSet FirstChannel(ImageSet images)
    {
        var grey = images.Shape with { Channels = 1 };
        var pixels = new byte[images.Count * grey.Length];
        for (int i = 0; i < images.Count; i++)
        {
            images[i][..grey.Length].CopyTo(pixels.AsSpan(i * grey.Length));
        }

        return new ImageSet(grey, pixels, images.Labels, images.Factors) { Files = images.Files };
    }

    /// <summary>Converts one image: [channel][row][column] of one or three channels each.</summary>
    public static void Convert(ReadOnlySpan<byte> image, Span<byte> converted)
    {
        if (image.Length == converted.Length)
        {
            image.CopyTo(converted);
        }
        else if (image.Length < converted.Length)
        {
            for (int start = 0; start < converted.Length; start += image.Length)
            {
                image.CopyTo(converted[start..]);
            }
        }
        else
        {
            int places = converted.Length;
            for (int i = 0; i < places; i++)
            {
                int sum = (Red * image[i]) + (Green * image[places + i]) + (Blue * image[(2 * places) + i]);
                converted[i] = (byte)((sum + (1 << 15)) >> 16);
            }
        }
    }
}
