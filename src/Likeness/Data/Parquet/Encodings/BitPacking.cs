using System.Buffers.Binary;

namespace Likeness.Data.Parquet.Encodings;

/// <summary>Unsigned integers of a fixed number of bits, the lowest bit first, without padding between them.</summary>
internal static class BitPacking
{
    private const int WordBits = 64;

    /// <summary>Reads integers of at most 32 bits.</summary>
    /// <param name="bytes">The bytes; they hold all the integers.</param>
    /// <param name="bit">The position of the first integer in bits.</param>
    /// <param name="width">The bits per integer.</param>
    /// <param name="into">Receives the integers.</param>
    public static void Unpack(ReadOnlySpan<byte> bytes, long bit, int width, Span<int> into)
    {
        ulong mask = (1UL << width) - 1;
        int i = 0;
        for (; i < into.Length && (bit >> 3) + sizeof(ulong) <= bytes.Length; i++, bit += width)
        {
            into[i] = (int)(
                (BinaryPrimitives.ReadUInt64LittleEndian(bytes[(int)(bit >> 3)..]) >> (int)(bit & 7)) & mask
            );
        }

        for (; i < into.Length; i++, bit += width)
        {
            into[i] = (int)Read(bytes, bit, width);
        }
    }

    /// <summary>Reads one integer of at most 64 bits.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes, long bit, int width)
    {
        if (width == 0)
        {
            return 0;
        }

        int shift = (int)(bit & 7);
        var rest = bytes[(int)(bit >> 3)..];
        ulong value = Word(rest) >> shift;
        if (shift + width > WordBits)
        {
            value |= (ulong)rest[sizeof(ulong)] << (WordBits - shift);
        }

        return value & (ulong.MaxValue >> (WordBits - width));
    }

    /// <summary>Writes integers, padded with zeros to whole bytes.</summary>
    public static void Pack(Stream stream, ReadOnlySpan<int> values, int width)
    {
        ulong word = 0;
        int bits = 0;
        foreach (int value in values)
        {
            word |= (ulong)(uint)value << bits;
            for (bits += width; bits >= 8; bits -= 8, word >>= 8)
            {
                stream.WriteByte((byte)word);
            }
        }

        if (bits > 0)
        {
            stream.WriteByte((byte)word);
        }
    }

    private static ulong Word(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        ulong word = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            word |= (ulong)bytes[i] << (8 * i);
        }

        return word;
    }
}
