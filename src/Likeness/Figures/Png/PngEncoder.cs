using System.Buffers.Binary;
using System.IO.Compression;
using Likeness.Data;
using Likeness.Data.Png;
using Likeness.Interop;

namespace Likeness.Figures.Png;

/// <summary>Writes 8-bit PNG files; the same image always gives the same bytes.</summary>
/// <remarks>Source: PNG specification (W3C, third edition); row filters are chosen by the minimum sum of absolute differences (§12.7).</remarks>
public static class PngEncoder
{
    /// <summary>The PNG file of an image.</summary>
    /// <param name="image">1 (grey), 2 (grey and alpha), 3 (RGB) or 4 (RGBA) channels; at least one pixel.</param>
    /// <returns>The whole file.</returns>
    /// <exception cref="ArgumentException">The image is empty, has another number of channels, or its pixels do not fill it.</exception>
    public static byte[] Encode(PixelImage image)
    {
        int length = image.Width * image.Height * image.Channels;
        if (image.Width < 1 || image.Height < 1 || image.Channels is < 1 or > 4 || image.Pixels.Length != length)
        {
            throw new ArgumentException(
                $"{image.Pixels.Length} bytes are not an image of {image.Width}×{image.Height}×{image.Channels}.",
                nameof(image)
            );
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = (byte)(
            image.Channels switch
            {
                1 => 0,
                2 => 4,
                3 => 2,
                _ => 6,
            }
        );

        using var file = new MemoryStream();
        file.Write(PngDecoder.Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(image));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(PixelImage image)
    {
        int stride = image.Width * image.Channels;
        var zeros = new byte[stride];
        var candidate = new byte[stride];
        var best = new byte[stride];
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                var row = image.Pixels.AsSpan(y * stride, stride);
                var above = y == 0 ? zeros : image.Pixels.AsSpan((y - 1) * stride, stride);
                long min = long.MaxValue;
                byte chosen = 0;
                for (byte filter = 0; filter < ScanlineFilter.Count; filter++)
                {
                    ScanlineFilter.Apply(filter, row, above, image.Channels, candidate);
                    long size = SumOfMagnitudes(candidate);
                    if (size < min)
                    {
                        (min, chosen) = (size, filter);
                        (best, candidate) = (candidate, best);
                    }
                }

                deflate.WriteByte(chosen);
                deflate.Write(best);
            }
        }

        return packed.ToArray();
    }

    private static long SumOfMagnitudes(ReadOnlySpan<byte> differences)
    {
        long sum = 0;
        foreach (byte b in differences)
        {
            sum += Math.Abs((int)(sbyte)b);
        }

        return sum;
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(type, data));
        file.Write(number);
    }
}
