using System.Buffers.Binary;

namespace Likeness.Data.Png;

/// <summary>The first chunk of a PNG file: size and kind of the samples.</summary>
/// <param name="Width">Pixels from left to right, 1 … 65,535 here.</param>
/// <param name="Height">Pixels from top to bottom, 1 … 65,535 here.</param>
/// <param name="BitDepth">Bits per sample (or palette index): 1, 2, 4 or 8.</param>
/// <param name="ColourType">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, int ColourType)
{
    /// <summary>Samples per pixel as stored: a palette index is one sample.</summary>
    public int Samples =>
        ColourType switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };

    /// <summary>Bytes of one row, without its filter byte.</summary>
    public int Stride => ((Width * Samples * BitDepth) + 7) / 8;

    /// <summary>The maximum number of pixels: 268 million.</summary>
    public const int MaxPixels = 1 << 28;

    /// <summary>Reads the 13 bytes of an IHDR chunk.</summary>
    /// <exception cref="LikenessException">The image is of an unsupported kind.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> data, string name, int maxPixels)
    {
        if (data.Length != 13)
        {
            throw new LikenessException(
                $"{name}: the PNG header has {data.Length} bytes instead of 13 (save the file again)"
            );
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > ushort.MaxValue || height is 0 or > ushort.MaxValue || (long)width * height > maxPixels)
        {
            throw new LikenessException(
                $"{name}: a PNG of {width}×{height} pixels is not read: the limits are 65535 per side and {maxPixels / 1_000_000} million in total (scale it down)"
            );
        }

        var header = new PngHeader((int)width, (int)height, data[8], data[9]);
        bool known = header.ColourType switch
        {
            0 or 3 => header.BitDepth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => header.BitDepth == 8,
            _ => false,
        };
        if (!known)
        {
            throw new LikenessException(
                $"{name}: a PNG with {header.BitDepth} bits per sample and colour type {header.ColourType} is not read (save it with 8 bits per sample)"
            );
        }

        if (data[10] != 0 || data[11] != 0 || data[12] != 0)
        {
            throw new LikenessException($"{name}: an interlaced PNG is not read (save it without interlacing)");
        }

        return header;
    }
}
