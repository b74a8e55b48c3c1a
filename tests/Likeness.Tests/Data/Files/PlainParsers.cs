using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Likeness.Tests.Data.Files;

/// <summary>Values of files read from their formats' specifications, without any code of the library.</summary>
internal static class PlainParsers
{
    /// <summary>Rows below one line of names.</summary>
    public static double[] Csv(byte[] file) =>
        [
            .. Encoding
                .UTF8.GetString(file)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .SelectMany(line => line.Split(','))
                .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)),
        ];

    /// <summary>Little-endian doubles, singles or bytes in the order of C.</summary>
    public static double[] Npy(byte[] file)
    {
        int length = BitConverter.ToUInt16(file, 8);
        string header = Encoding.ASCII.GetString(file, 10, length);
        return Numbers(file.AsSpan(10 + length), header.Split('\'')[3]);
    }

    /// <summary>The only tensor.</summary>
    public static double[] Safetensors(byte[] file)
    {
        int length = (int)BitConverter.ToUInt64(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        var tensor = header.RootElement.EnumerateObject().Single(entry => entry.Name != "__metadata__").Value;
        int[] offsets = tensor.GetProperty("data_offsets").Deserialize<int[]>()!;
        return Numbers(
            file.AsSpan(8 + length)[offsets[0]..offsets[1]],
            tensor.GetProperty("dtype").GetString() == "F64" ? "<f8" : "<f4"
        );
    }

    /// <summary>16-bit mono samples after the canonical header, in full scales.</summary>
    public static double[] Wav(byte[] file) =>
        [.. MemoryMarshal.Cast<byte, short>(file.AsSpan(44)).ToArray().Select(sample => sample / 32768.0)];

    /// <summary>Pixels of eight bits for each channel, grey or RGB, with any filters (PNG, third edition, section 9).</summary>
    public static double[] Png(byte[] file)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)),
            height = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20));
        int channels = file[25] == 2 ? 3 : 1;
        using var packed = new MemoryStream();
        for (int at = 8; at < file.Length; )
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (Encoding.ASCII.GetString(file, at + 4, 4) == "IDAT")
            {
                packed.Write(file, at + 8, length);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var inflated = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionMode.Decompress))
        {
            deflate.CopyTo(inflated);
        }

        return Unfiltered(inflated.ToArray(), width * channels, height, channels);
    }

    private static double[] Unfiltered(byte[] lines, int stride, int height, int step)
    {
        var pixels = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            byte filter = lines[y * (stride + 1)];
            for (int x = 0; x < stride; x++)
            {
                int left = x >= step ? pixels[(y * stride) + x - step] : 0;
                int up = y > 0 ? pixels[((y - 1) * stride) + x] : 0;
                int corner = x >= step && y > 0 ? pixels[((y - 1) * stride) + x - step] : 0;
                int nearest = new[] { left, up, corner }.MinBy(value => Math.Abs(left + up - corner - value));
                int predicted = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    _ => nearest,
                };
                pixels[(y * stride) + x] = (byte)(lines[(y * (stride + 1)) + 1 + x] + predicted);
            }
        }

        return [.. pixels.Select(pixel => (double)pixel)];
    }

    private static double[] Numbers(ReadOnlySpan<byte> bytes, string type) =>
        type switch
        {
            "<f8" => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
            "<f4" => [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(value => (double)value)],
            _ => [.. bytes.ToArray().Select(value => (double)value)],
        };
}
