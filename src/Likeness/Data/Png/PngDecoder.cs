using System.Buffers.Binary;
using System.IO.Compression;
using Likeness.Interop;

namespace Likeness.Data.Png;

/// <summary>Decodes common PNG files: up to 8 bits per sample, grey, RGB, palette, with or without alpha, not interlaced.</summary>
/// <remarks>Source: PNG specification (W3C, third edition). Every chunk's check is verified; colour profiles and gamma are not applied.</remarks>
public static class PngDecoder
{
    // Deflate expands one byte to at most 1,032 (its limit: 258 bytes by a match of two bits).
    private const int MaxExpansion = 1032;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a PNG file.</summary>
    /// <param name="file">All of its bytes.</param>
    /// <param name="name">The file's name in error messages: usually the path.</param>
    /// <returns>1, 2, 3 or 4 channels as stored; a palette gives RGB, or RGBA if it has transparent entries.</returns>
    /// <exception cref="LikenessException">The file is not a PNG, is damaged or cut short, or is of an unsupported kind.</exception>
    public static PixelImage Decode(ReadOnlySpan<byte> file, string name) => Decode(file, name, PngHeader.MaxPixels);

    /// <summary>Reads a PNG file with a limit on its pixels.</summary>
    /// <exception cref="LikenessException">As in <see cref="Decode(ReadOnlySpan{byte}, string)"/>, or there are more pixels.</exception>
    internal static PixelImage Decode(ReadOnlySpan<byte> file, string name, int maxPixels)
    {
        if (!file.StartsWith(Signature))
        {
            throw new LikenessException($"{name}: this is not a PNG file (its first eight bytes differ)");
        }

        PngHeader? header = null;
        byte[] palette = [];
        byte[] transparency = [];
        using var packed = new MemoryStream();
        for (int at = 8; ; )
        {
            var type = ReadChunk(file, ref at, name, out var data);
            if (header is null && !type.SequenceEqual("IHDR"u8))
            {
                throw new LikenessException($"{name}: the PNG does not begin with its header (save the file again)");
            }
            else if (type.SequenceEqual("IHDR"u8))
            {
                header = PngHeader.Parse(data, name, maxPixels);
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                palette = data.ToArray();
            }
            else if (type.SequenceEqual("tRNS"u8))
            {
                transparency = data.ToArray();
            }
            else if (type.SequenceEqual("acTL"u8))
            {
                throw new LikenessException(
                    $"{name}: an animated PNG is not read (save one of its pictures by itself)"
                );
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(data);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                packed.Position = 0;
                byte[] rows = Inflate(packed, header!.Value, name);
                return SampleUnpacking.ToImage(header.Value, rows, palette, transparency, name);
            }
            else if ((type[0] & 0x20) == 0)
            {
                throw new LikenessException(
                    $"{name}: the PNG needs an extension that is not read here (save the file again)"
                );
            }
        }
    }

    private static ReadOnlySpan<byte> ReadChunk(
        ReadOnlySpan<byte> file,
        ref int at,
        string name,
        out ReadOnlySpan<byte> data
    )
    {
        uint length = file.Length - at >= 12 ? BinaryPrimitives.ReadUInt32BigEndian(file[at..]) : uint.MaxValue;
        if (length > file.Length - at - 12)
        {
            throw new LikenessException($"{name}: the PNG is cut short after {file.Length} bytes (copy it again)");
        }

        var type = file.Slice(at + 4, 4);
        data = file.Slice(at + 8, (int)length);
        at += 12 + (int)length;
        if (BinaryPrimitives.ReadUInt32BigEndian(file[(at - 4)..]) != Crc32.Compute(type, data))
        {
            throw new LikenessException(
                $"{name}: the PNG is damaged before byte {at}: a checksum differs (copy it again)"
            );
        }

        return type;
    }

    private static byte[] Inflate(Stream packed, PngHeader header, string name)
    {
        int stride = header.Stride;
        if ((long)stride * header.Height > (packed.Length + 1) * MaxExpansion)
        {
            throw new LikenessException(
                $"{name}: the PNG claims {header.Width}×{header.Height} pixels, more than its {packed.Length} packed bytes can hold (copy it again)"
            );
        }

        int step = Math.Max(1, header.Samples * header.BitDepth / 8);
        var rows = new byte[stride * header.Height];
        ReadOnlySpan<byte> above = new byte[stride];
        using var inflate = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            for (int y = 0; y < header.Height; y++)
            {
                int filter = inflate.ReadByte();
                if (filter is < 0 or >= ScanlineFilter.Count)
                {
                    throw new InvalidDataException("The row has no known filter.");
                }

                var row = rows.AsSpan(y * stride, stride);
                inflate.ReadExactly(row);
                ScanlineFilter.Undo(filter, row, above, step);
                above = row;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new LikenessException($"{name}: the pixels of the PNG are damaged or cut short (copy it again)", e);
        }

        return rows;
    }
}
