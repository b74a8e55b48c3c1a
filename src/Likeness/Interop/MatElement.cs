using System.Buffers.Binary;

namespace Likeness.Interop;

/// <summary>The head of one element of a MATLAB file.</summary>
/// <param name="Type">What the element holds.</param>
/// <param name="Length">How many bytes its content has.</param>
/// <param name="Small">The content itself where it lies within the head: at most four bytes.</param>
internal readonly record struct MatElement(int Type, long Length, byte[]? Small)
{
    /// <summary>The type of an array.</summary>
    public const int Matrix = 14;

    /// <summary>The type of an element that is packed by zlib.</summary>
    public const int Compressed = 15;

    /// <summary>Reads a head: eight bytes.</summary>
    /// <exception cref="FormatException">The file ends, or the head is impossible.</exception>
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

    /// <summary>Reads the content of an element within an array, and the zeros that fill it up to eight bytes.</summary>
    /// <param name="stream">A stream just after the head.</param>
    /// <param name="max">The longest content that makes sense here.</param>
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
