using Likeness.Interop;

namespace Likeness.Modalities.Images.Data;

/// <summary>Finds the channels in arrays of images.</summary>
internal static class ImageLayout
{
    private const int LargestSide = 4096;

    /// <summary>Converts an array (N, H, W), (N, H, W, C) or (N, C, H, W), where C is 1 or 3, to images; the last axis is tested first.</summary>
    /// <param name="array">The array; its values are reused.</param>
    /// <param name="place">The file and array, for messages.</param>
    /// <exception cref="LikenessException">The array has another shape, or no images.</exception>
    public static ImageSet FromArray(ByteArray array, string place)
    {
        var (shape, interleaved) = array.Shape switch
        {
            [_, var h, var w] => (new ImageShape(1, h, w), false),
            [_, var h, var w, (1 or 3) and var c] => (new ImageShape(c, h, w), true),
            [_, (1 or 3) and var c, var h, var w] => (new ImageShape(c, h, w), false),
            _ => throw new LikenessException(
                $"{place}: an array {array.ShapeText} is not a set of images (give (N, height, width) or (N, height, width, 1 or 3))"
            ),
        };
        if (array.Values.Length == 0 || shape.Height > LargestSide || shape.Width > LargestSide)
        {
            throw new LikenessException(
                $"{place}: an array {array.ShapeText} has no images of a usable size (give at least one, with sides from 1 to {LargestSide})"
            );
        }

        if (interleaved && shape.Channels > 1)
        {
            PartChannels(array.Values, shape);
        }

        return new ImageSet(shape, array.Values);
    }

    /// <summary>Transposes every image from [row][column][channel] to [channel][row][column], in place.</summary>
    public static void PartChannels(byte[] pixels, ImageShape shape)
    {
        var image = new byte[shape.Length];
        int places = shape.Height * shape.Width;
        for (int start = 0; start < pixels.Length; start += image.Length)
        {
            pixels.AsSpan(start, image.Length).CopyTo(image);
            for (int i = 0; i < image.Length; i++)
            {
                pixels[start + (i % shape.Channels * places) + (i / shape.Channels)] = image[i];
            }
        }
    }
}
