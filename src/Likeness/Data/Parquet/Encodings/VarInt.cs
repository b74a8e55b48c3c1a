namespace Likeness.Data.Parquet.Encodings;

/// <summary>Unsigned integers of variable length (ULEB128): 7 bits per byte, the lowest first; the top bit says that more follow.</summary>
internal static class VarInt
{
    private const int MaxBytes = 10;

    /// <summary>Reads an integer and moves the position behind it.</summary>
    /// <exception cref="FormatException">The bytes end early, or the integer has more than 64 bits.</exception>
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (int i = 0; i < MaxBytes; i++)
        {
            if ((uint)position >= (uint)bytes.Length)
            {
                throw new FormatException("it ends within a number");
            }

            byte next = bytes[position++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number has more than 64 bits");
    }

    /// <summary>Writes an integer.</summary>
    public static void Write(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
