using Likeness.Data.Parquet.Encodings;

namespace Likeness.Data.Parquet.Codecs;

/// <summary>Decompresses Snappy's raw format. Source: format_description.txt of Snappy.</summary>
internal static class SnappyDecoder
{
    private const int MaxShortLiteral = 60; // longer ones store their length in 1 to 4 bytes

    /// <summary>Decompresses all bytes.</summary>
    /// <param name="from">The compressed bytes.</param>
    /// <param name="into">Receives the bytes; they fill it.</param>
    /// <exception cref="FormatException">They do not fit, or are damaged.</exception>
    public static void Decode(ReadOnlySpan<byte> from, Span<byte> into)
    {
        int at = 0;
        ulong length = VarInt.Read(from, ref at);
        Check(length == (ulong)into.Length);
        int filled = 0;
        while (at < from.Length)
        {
            byte tag = from[at++];
            int code = tag >> 2;
            int kind = tag & 3;
            if (kind == 0)
            {
                int extra = Math.Max(0, code - MaxShortLiteral + 1);
                long count = 1L + (extra == 0 ? code : LittleEndian(from, ref at, extra));
                Check(count <= from.Length - at && count <= into.Length - filled);
                from.Slice(at, (int)count).CopyTo(into[filled..]);
                at += (int)count;
                filled += (int)count;
                continue;
            }

            int copied = kind == 1 ? (code & 7) + 4 : code + 1;
            long offset =
                kind == 1
                    ? ((long)(code >> 3) << 8) | LittleEndian(from, ref at, 1)
                    : LittleEndian(from, ref at, kind == 2 ? 2 : 4);
            Check(offset > 0 && offset <= filled && copied <= into.Length - filled);
            Repeat(into, filled, (int)offset, copied);
            filled += copied;
        }

        Check(filled == into.Length);
    }

    // A copy may reach into its own output, which it then repeats.
    private static void Repeat(Span<byte> bytes, int start, int offset, int count)
    {
        if (offset >= count)
        {
            bytes.Slice(start - offset, count).CopyTo(bytes[start..]);
            return;
        }

        for (int i = start; i < start + count; i++)
        {
            bytes[i] = bytes[i - offset];
        }
    }

    private static uint LittleEndian(ReadOnlySpan<byte> bytes, ref int position, int count)
    {
        Check(count <= bytes.Length - position);
        uint value = 0;
        for (int i = 0; i < count; i++)
        {
            value |= (uint)bytes[position++] << (8 * i);
        }

        return value;
    }

    private static void Check(bool isRight)
    {
        if (!isRight)
        {
            throw new FormatException("its Snappy compression is damaged");
        }
    }
}
