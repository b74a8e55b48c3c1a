using Likeness.Data;
using Likeness.Data.Jpeg;
using Likeness.Data.Png;
using Likeness.Interop;

namespace Likeness.Modalities.Images.Data;

/// <summary>Collects images of one size in one array; grey images become colour images if others are.</summary>
/// <param name="resize">Resizes every image to this size; null to refuse different sizes.</param>
internal sealed class ImageCollector(ImageResize? resize)
{
    private const long LongestFile = 256L << 20;
    private const int MaxPixels = 1 << 26;

    private readonly List<PixelImage> pictures = [];
    private string first = string.Empty;
    private long bytes;

    /// <summary>Reads one more image.</summary>
    /// <exception cref="LikenessException">It cannot be read, is too large, or of another size than the first.</exception>
    public void Add(string path)
    {
        var picture = Opaque(path, Decode(path));
        if (resize is not null)
        {
            var planes = new ImageSet(new ImageShape(picture.Channels, picture.Height, picture.Width), picture.Pixels);
            ImageLayout.PartChannels(planes.Pixels, planes.Shape);
            picture = resize.Apply(planes).Picture(0);
        }

        if (pictures.Count == 0)
        {
            first = path;
        }
        else if ((picture.Width, picture.Height) != (pictures[0].Width, pictures[0].Height))
        {
            throw new LikenessException(
                $"{path}: the picture has {picture.Width}×{picture.Height} pixels, and {first} has {pictures[0].Width}×{pictures[0].Height} (make them one size by --resize)"
            );
        }

        // Counted as colour images, which they may become.
        bytes += 3L * picture.Width * picture.Height;
        if (bytes > BoundedRead.Max)
        {
            throw new LikenessException(
                $"{path}: with this picture the total exceeds {BoundedRead.Max >> 20} MiB (give fewer, or smaller ones by --resize)"
            );
        }

        pictures.Add(picture);
    }

    /// <summary>All images so far; at least one.</summary>
    public ImageSet ToSet()
    {
        int channels = pictures.Max(picture => picture.Channels);
        var shape = new ImageShape(channels, pictures[0].Height, pictures[0].Width);
        var pixels = new byte[pictures.Count * shape.Length];
        int places = shape.Height * shape.Width;
        for (int i = 0; i < pictures.Count; i++)
        {
            var picture = pictures[i];
            for (int place = 0; place < places; place++)
            {
                for (int c = 0; c < channels; c++)
                {
                    pixels[(((i * channels) + c) * places) + place] = picture.Pixels[
                        (place * picture.Channels) + (c % picture.Channels)
                    ];
                }
            }
        }

        return new ImageSet(shape, pixels);
    }

    private static PixelImage Decode(string path)
    {
        InputFile.Check(path);
        long length = new FileInfo(path).Length;
        if (length > LongestFile)
        {
            throw new LikenessException($"{path}: the picture's file has {length >> 20} MiB (scale the picture down)");
        }

        byte[] file = InputFile.ReadAllBytes(path);
        return file.AsSpan().StartsWith(PngDecoder.Signature)
            ? PngDecoder.Decode(file, path, MaxPixels)
            : JpegDecoder.Decode(file, path, MaxPixels);
    }

    /// <summary>The image without its alpha channel, which must be opaque.</summary>
    private static PixelImage Opaque(string path, PixelImage picture)
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
                    $"{path}: the picture has transparent pixels (put it on a background and save it again)"
                );
            }

            pixel[..colours].CopyTo(pixels.AsSpan(i * colours));
        }

        return new PixelImage(picture.Width, picture.Height, colours, pixels);
    }
}
