using System.Buffers.Binary;
using System.Numerics;
using Likeness.Data.Parquet.Encodings;

namespace Likeness.Data.Parquet.Codecs;

/// <summary>
/// Compresses to Snappy's raw format: greedy matches of at least four bytes within the last 64 KiB. Source: format_description.txt of Snappy.
/// </summary>
internal static class SnappyEncoder
{
    private const int TableBits = 14;
    private const int MinMatch = 4;
    private const int MaxOffset = ushort.MaxValue;
    private const int MaxCopy = 64;
    private const int SkipBits = 5; // search steps grow by one byte per 32 bytes without a match
    private const uint Multiplier = 0x9E3779B1;

    /// <summary>Compresses bytes to a stream.</summary>
    public static void Encode(ReadOnlySpan<byte> from, Stream stream)
    {
        VarInt.Write(stream, (ulong)from.Length);
        var last = new int[1 << TableBits]; // one more than the last position of each hash
        int written = 0;
        int at = 0;
        while (at + MinMatch <= from.Length)
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(from[at..]);
            ref int seen = ref last[(word * Multiplier) >> (32 - TableBits)];
            int candidate = seen - 1;
            seen = at + 1;
            if (
                candidate < 0
                || at - candidate > MaxOffset
                || BinaryPrimitives.ReadUInt32LittleEndian(from[candidate..]) != word
            )
            {
                at += 1 + ((at - written) >> SkipBits);
                continue;
            }

            Literal(stream, from[written..at]);
            int length = from[at..].CommonPrefixLength(from[candidate..]);
            Copy(stream, at - candidate, length);
            at += length;
            written = at;
        }

        Literal(stream, from[written..]);
    }

    private static void Literal(Stream stream, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        int code = bytes.Length - 1;
        int extra = code < 60 ? 0 : (39 - BitOperations.LeadingZeroCount((uint)code)) / 8;
        stream.WriteByte((byte)((extra == 0 ? code : 59 + extra) << 2));
        for (int i = 0; i < extra; i++)
        {
            stream.WriteByte((byte)(code >> (8 * i)));
        }

        stream.Write(bytes);
    }

    private static void Copy(Stream stream, int offset, int length)
    {
        for (; length > 0; length -= Math.Min(length, MaxCopy))
        {
            stream.WriteByte((byte)(((Math.Min(length, MaxCopy) - 1) << 2) | 2));
            stream.WriteByte((byte)offset);
            stream.WriteByte((byte)(offset >> 8));
        }
    }
}
