using System.Buffers.Binary;

namespace Likeness.Interop;

/// <summary>The header of one element of a MATLAB file.</summary>
/// <param name="Type">The type of the content.</param>
/// <param name="Length">The size of the content in bytes.</param>
/// <param name="Small">The content if it is stored within the header: at most four bytes.</param>
internal readonly record struct MatElement(int Type, long Length, byte[]? Small)
{
    /// <summary>The type of an array.</summary>
    public const int Matrix = 14;

    /// <summary>The type of an element compressed by zlib.</summary>
    public const int Compressed = 15;

    /// <summary>Reads a header: eight bytes.</summary>
    /// <exception cref="FormatException">The file ends, or the header is impossible.</exception>
    public static MatElement ReadTag(Stream stream)
    {
        byte[] head = BoundedRead.Exactly(stream, 8);
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(head);
        int length = (int)(first >> 16);
        if (length == 0)
        {
            return new MatElement((int)first, BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)), null);
        }

        return length <= 4
            ? new MatElement((int)(first & 0xFFFF), length, head[4..(4 + length)])
            : throw new FormatException($"it has an element of {length} bytes where at most 4 fit");
    }

    /// <summary>Reads the content of an element within an array, and its padding to eight bytes.</summary>
    /// <param name="stream">A stream just after the header.</param>
    /// <param name="max">The maximum valid size here.</param>
    public byte[] Content(Stream stream, int max)
    {
        if (Length > max)
        {
            throw new FormatException($"it has an element of {Length} bytes where at most {max} make sense");
        }

        if (Small is not null)
        {
            return Small;
        }

        byte[] content = BoundedRead.Exactly(stream, Length);
        BoundedRead.Exactly(stream, (8 - (Length % 8)) % 8);
        return content;
    }
}
