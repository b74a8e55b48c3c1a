using System.Buffers.Binary;
using System.IO.Compression;

namespace Likeness.Interop;

/// <summary>
/// Reads IDX files, the format of MNIST and similar datasets, gzipped or not. Format: two zeros, the type (8: unsigned
/// bytes), the number of axes, their sizes (32 bits, big-endian), the values in C order (yann.lecun.com/exdb/mnist).
/// </summary>
public static class IdxReader
{
    private const int MaxAxes = 8;
    private const byte UnsignedBytes = 8;

    /// <summary>Reads a file of at most 1 GiB unpacked.</summary>
    /// <param name="path">The file, compressed (.gz) or not: detected by its first bytes.</param>
    /// <exception cref="LikenessException">
    /// The file cannot be read, is not an IDX file, is damaged, cut short or too long, or contains other types than unsigned bytes.
    /// </exception>
    public static ByteArray Read(string path) =>
        ArrayFile.Read(
            path,
            "IDX file",
            file =>
            {
                using var stream = Unpacked(file);
                return Read(stream);
            }
        );

    private static Stream Unpacked(Stream file)
    {
        bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return packed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static ByteArray Read(Stream stream)
    {
        byte[] start = BoundedRead.Exactly(stream, 4);
        if (start is not [0, 0, var type, var axes] || axes is 0 or > MaxAxes)
        {
            throw new FormatException($"it begins with {Convert.ToHexString(start)} and not with 0000, type and axes");
        }

        if (type != UnsignedBytes)
        {
            throw new FormatException($"it holds values of type 0x{type:x2}, and only unsigned bytes (0x08) are read");
        }

        byte[] sizes = BoundedRead.Exactly(stream, axes * sizeof(int));
        var shape = new int[axes];
        long count = 1;
        for (int i = 0; i < axes; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(sizes.AsSpan(i * sizeof(int)));
            count = shape[i] < 0 || count > BoundedRead.Max ? long.MaxValue : count * shape[i];
        }

        byte[] values = BoundedRead.Exactly(stream, count);
        BoundedRead.End(stream);
        return new ByteArray(shape, values);
    }
}
