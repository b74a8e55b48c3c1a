using Likeness.Data;
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
    public static bool Starts(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngDecoder.Signature) || file.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes a picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">Its place, for messages.</param>
    /// <returns>[channel][row][column] of one or three channels; without labels.</returns>
    /// <exception cref="LikenessException">It is no PNG or JPEG, is damaged, too large, or has transparent pixels.</exception>
    public static ImageSet Decode(byte[] file, string name)
    {
        if (file.Length == 0)
        {
            throw new LikenessException($"{name}: the file is empty (get a new copy of it, or remove it)");
        }

        var picture =
            file.AsSpan().StartsWith(PngDecoder.Signature) ? PngDecoder.Decode(file, name, MaxPixels)
            : Starts(file) || Array.Find(Others, other => file.AsSpan().StartsWith(other.Start)).Kind is not { } kind
                ? JpegDecoder.Decode(file, name, MaxPixels)
            : throw new LikenessException(
                $"{name}: this is a {kind} picture, and pictures of this kind are not read (save it as PNG or JPEG)"
            );
        picture = Opaque(name, picture);
        var planes = new ImageSet(new ImageShape(picture.Channels, picture.Height, picture.Width), picture.Pixels);
        ImageLayout.PartChannels(planes.Pixels, planes.Shape);
        return planes;
    }

    /// <summary>The picture without its alpha channel, which must be opaque.</summary>
    private static PixelImage Opaque(string name, PixelImage picture)
    {
        if (picture.Channels is 1 or 3)
        {
            return picture;
        }

        int colours = picture.Channels - 1;
        var pixels = new byte[picture.Width * picture.Height * colours];
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            var pixel = picture.Pixels.AsSpan(i * picture.Channels, picture.Channels);
            if (pixel[colours] != byte.MaxValue)
            {
                throw new LikenessException(
                    $"{name}: the picture has transparent pixels (put it on a background and save it again)"
                );
            }

            pixel[..colours].CopyTo(pixels.AsSpan(i * colours));
        }

        return new PixelImage(picture.Width, picture.Height, colours, pixels);
    }
}
