using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Likeness.Tests.Data.Files;

/// <summary>Files written byte by byte from their formats' specifications, without any code of the library.</summary>
internal static class PlainBytes
{
    public static byte[] Npy(string type, string shape, byte[] values, bool isFortran = false)
    {
        string header =
            $"{{'descr': '{type}', 'fortran_order': {isFortran}, 'shape': ({shape}), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    public static byte[] Npz(string name, byte[] npy)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry($"{name}.npy").Open();
            entry.Write(npy);
        }

        return stream.ToArray();
    }

    public static byte[] Safetensors(string name, string type, string shape, byte[] values)
    {
        string header =
            $"{{\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{shape}],\"data_offsets\":[0,{values.Length}]}}}}";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        return [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.ASCII.GetBytes(header), .. values];
    }

    /// <summary>16-bit mono.</summary>
    public static byte[] Wav(int rate, short[] samples) =>
        [
            .. "RIFF"u8,
            .. BitConverter.GetBytes(36 + (2 * samples.Length)),
            .. "WAVEfmt "u8,
            .. BitConverter.GetBytes(16),
            1,
            0,
            1,
            0,
            .. BitConverter.GetBytes(rate),
            .. BitConverter.GetBytes(2 * rate),
            2,
            0,
            16,
            0,
            .. "data"u8,
            .. BitConverter.GetBytes(2 * samples.Length),
            .. samples.SelectMany(BitConverter.GetBytes),
        ];

    /// <summary>Eight bits for each channel, no filter; colour type 0 is grey, 2 is RGB.</summary>
    public static byte[] Png(int width, int height, byte colourType, byte[] pixels)
    {
        byte[] lines = [.. pixels.Chunk(pixels.Length / height).SelectMany(line => new byte[] { 0 }.Concat(line))];
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            deflate.Write(lines);
        }

        return
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            0x0A,
            .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, colourType, 0, 0, 0]),
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>Bytes with three axes.</summary>
    public static byte[] Idx(int[] shape, byte[] values) =>
        [0, 0, 8, (byte)shape.Length, .. shape.SelectMany(BigEndian), .. values];

    public static byte[] Bytes<T>(T[] values)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. BigEndian(content.Length), .. checkedPart, .. BigEndian((int)CyclicRedundancy(checkedPart))];
    }

    private static byte[] BigEndian(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    // CRC-32, bit by bit.
    private static uint CyclicRedundancy(byte[] bytes)
    {
        uint state = uint.MaxValue;
        foreach (byte value in bytes)
        {
            state ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ ((state & 1) * 0xEDB88320);
            }
        }

        return ~state;
    }
}
