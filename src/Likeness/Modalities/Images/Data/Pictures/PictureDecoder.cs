using Likeness.Data.Jpeg;
using Likeness.Data.Png;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>Decodes a picture by its first bytes, whatever its name says.</summary>
internal static class PictureDecoder
{
    private const int MaxPixels = 1 << 26;

    private static readonly (byte[] Start, string Kind)[] Others =
    [
        ([.. "GIF8"u8], "GIF"),
        ([.. "BM"u8], "BMP"),
        ([.. "RIFF"u8], "WebP"),
        ([.. "II*\0"u8], "TIFF"),
        ([.. "MM\0*"u8], "TIFF"),
        ([.. "\0\0\0\fjP"u8], "JPEG 2000"),
    ];

    /// <summary>Whether a file starts as one of the kinds that are read.</summary>
    private static bool Starts(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngDecoder.Signature) || file.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes a picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">Its place, for messages.</param>
    /// <param name="background">What shows through transparent pixels.</param>
    /// <returns>[channel][row][column] of one or three channels; without labels.</returns>
    /// <exception cref="LikenessException">It is no PNG or JPEG, is damaged, or too large.</exception>
    public static ImageSet Decode(byte[] file, string name, PictureBackground background) =>
        Decode(file, name, background, out _);

    /// <summary>The same, with whether pixels are transparent.</summary>
    public static ImageSet Decode(byte[] file, string name, PictureBackground background, out bool isTransparent)
    {
        if (file.Length == 0)
        {
            throw new LikenessException($"{name}: the file is empty (get a new copy of it, or remove it)");
        }

        if (!Starts(file))
        {
            string what = Array.Find(Others, other => file.AsSpan().StartsWith(other.Start)).Kind is { } kind
                ? $"this is a {kind} picture, and pictures of this kind are not read (save it as PNG or JPEG)"
                : "this is neither a PNG nor a JPEG picture (save it as one of them, or remove it)";
            throw new LikenessException($"{name}: {what}");
        }

        var picture = file.AsSpan().StartsWith(PngDecoder.Signature)
            ? PngDecoder.Decode(file, name, MaxPixels)
            : JpegDecoder.Decode(file, name, MaxPixels);
        picture = background.Behind(picture, out isTransparent);
        var planes = new ImageSet(new ImageShape(picture.Channels, picture.Height, picture.Width), picture.Pixels);
        ImageLayout.PartChannels(planes.Pixels, planes.Shape);
        return planes;
    }
}
