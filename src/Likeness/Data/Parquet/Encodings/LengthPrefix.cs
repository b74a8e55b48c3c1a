using System.Buffers.Binary;

namespace Likeness.Data.Parquet.Encodings;

/// <summary>Parts of a page that begin with their length: 4 bytes, little-endian.</summary>
internal static class LengthPrefix
{
    /// <summary>Takes a part from the beginning of the bytes.</summary>
    /// <param name="bytes">The bytes; then those behind the part.</param>
    /// <exception cref="FormatException">The part is longer than the bytes.</exception>
    public static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes)
    {
        int position = 0;
        int length = Read(bytes.Span, ref position);
        var part = bytes.Slice(position, length);
        bytes = bytes[(position + length)..];
        return part;
    }

    /// <summary>Reads a length and moves the position behind it; the bytes that it counts are there.</summary>
    /// <exception cref="FormatException">They are not.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        int room = bytes.Length - position - sizeof(int);
        int length = room < 0 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]);
        if (length < 0 || length > room)
        {
            throw new FormatException("it ends before its last value");
        }

        position += sizeof(int);
        return length;
    }
}
