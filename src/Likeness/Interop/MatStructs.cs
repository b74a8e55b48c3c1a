using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Likeness.Interop;

/// <summary>Reads an array of structures with texts and single numbers from a MATLAB file of level 5, such as the synsets of ImageNet.</summary>
internal static class MatStructs
{
    private const int HeaderLength = 128;
    private const int StructClass = 2;
    private const int CharClass = 4;
    private const int MaxNames = 4096;
    private const int LongestContent = 1 << 20;

    /// <summary>Reads the first array of structures.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>For each structure its fields: texts, numbers as doubles, null for other content.</returns>
    /// <exception cref="FormatException">The file is damaged, or has no such array.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Read(byte[] file)
    {
        if (file.Length < HeaderLength || !file.AsSpan().StartsWith("MATLAB 5.0"u8))
        {
            throw new FormatException("it does not start with 'MATLAB 5.0'");
        }

        var stream = new MemoryStream(file) { Position = HeaderLength };
        while (stream.Position < stream.Length)
        {
            var element = MatElement.ReadTag(stream);
            long end = stream.Position + element.Length;
            if (element.Type == MatElement.Compressed)
            {
                using var unpacked = new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
                if (MatElement.ReadTag(unpacked).Type == MatElement.Matrix && Structs(unpacked) is { } found)
                {
                    return found;
                }
            }
            else if (element.Type == MatElement.Matrix && Structs(stream) is { } found)
            {
                return found;
            }

            stream.Position = end;
        }

        throw new FormatException("it holds no array of structures");
    }

    private static IReadOnlyDictionary<string, object?>[]? Structs(Stream stream)
    {
        var (kind, count) = Header(stream);
        if (kind != StructClass)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(Content(stream, 4).Bytes.AsSpan(0, 4));
        byte[] names = Content(stream, MaxNames).Bytes;
        if (length is < 1 or > 64 || names.Length % length != 0)
        {
            throw new FormatException("its structures have no names of fields");
        }

        string[] fields = [.. names.Chunk(length).Select(name => Encoding.Latin1.GetString(name).TrimEnd('\0'))];
        var all = new List<IReadOnlyDictionary<string, object?>>();
        for (int i = 0; i < count; i++)
        {
            all.Add(fields.ToDictionary(name => name, _ => Value(stream), StringComparer.Ordinal));
        }

        return [.. all];
    }

    // A field is an array of its own: of characters, or of numbers, of which single ones are kept.
    private static object? Value(Stream stream)
    {
        var element = MatElement.ReadTag(stream);
        byte[] content = element.Content(stream, LongestContent);
        var inner = new MemoryStream(content);
        if (content.Length == 0)
        {
            return null;
        }

        var (kind, count) = Header(inner);
        if (kind != CharClass && (kind < 6 || count != 1))
        {
            return null;
        }

        var (type, bytes) = Content(inner, LongestContent);
        return kind == CharClass
            ? (type is 4 or 17 ? Encoding.Unicode : Encoding.UTF8).GetString(bytes)
            : type switch
            {
                1 => (double)(sbyte)bytes[0],
                2 => bytes[0],
                3 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
                4 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
                5 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
                6 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                9 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                _ => null,
            };
    }

    // Flags, sizes and name of an array: its class, and the number of its elements.
    private static (int Class, long Count) Header(Stream stream)
    {
        byte[] flags = Content(stream, 8).Bytes;
        byte[] sizes = Content(stream, 8 * sizeof(int)).Bytes;
        _ = Content(stream, 64);
        long count = 1;
        for (int i = 0; i + sizeof(int) <= sizes.Length; i += sizeof(int))
        {
            count *= BinaryPrimitives.ReadInt32LittleEndian(sizes.AsSpan(i));
        }

        return flags.Length > 0 && count is >= 0 and < 1_000_000
            ? (flags[0], count)
            : throw new FormatException("an array has impossible sizes");
    }

    private static (int Type, byte[] Bytes) Content(Stream stream, int max)
    {
        var element = MatElement.ReadTag(stream);
        return (element.Type, element.Content(stream, max));
    }
}
