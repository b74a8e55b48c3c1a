namespace Likeness.Data.Parquet.Encodings;

/// <summary>
/// Integers as bit-packed differences, in blocks of miniblocks with a width each. Source: Encodings.md of Apache Parquet, "Delta Encoding";
/// Lemire and Boytsov 2015, Decoding billions of integers per second through vectorization.
/// </summary>
internal sealed class DeltaReader
{
    private const int MaxBlock = 1 << 16;
    private const int MaxWidth = 64;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly int miniblocks;
    private readonly long[] decoded;
    private int ready;
    private int next;
    private long left;
    private long last;
    private long smallest;
    private int widths;
    private int miniblock;

    /// <summary>Reads the header.</summary>
    /// <param name="bytes">The header and the blocks, and possibly other bytes behind them.</param>
    /// <exception cref="FormatException">The header is damaged.</exception>
    public DeltaReader(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        ulong block = Number();
        ulong parts = Number();
        if (block is 0 or > MaxBlock || parts == 0 || block % parts != 0 || block / parts % 8 != 0)
        {
            throw new FormatException($"its differences are in blocks of {block} values and {parts} miniblocks");
        }

        miniblocks = (int)parts;
        miniblock = miniblocks;
        decoded = new long[block / parts];
        ulong total = Number();
        Count = total <= int.MaxValue ? (int)total : throw new FormatException($"it claims {total} differences");
        last = ZigZag();
        decoded[0] = last;
        ready = Math.Min(1, Count);
        left = Count - ready;
    }

    /// <summary>The number of integers.</summary>
    public int Count { get; }

    /// <summary>The position behind the miniblocks that have been read; behind all of them once every integer has been read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the next integers.</summary>
    /// <exception cref="FormatException">There are fewer, or they are damaged.</exception>
    public void Read(Span<long> into)
    {
        while (into.Length > 0)
        {
            if (next == ready)
            {
                NextMiniblock();
            }

            int count = Math.Min(ready - next, into.Length);
            decoded.AsSpan(next, count).CopyTo(into);
            next += count;
            into = into[count..];
        }
    }

    /// <summary>Reads all integers as lengths.</summary>
    /// <exception cref="FormatException">They are damaged, or one is negative or above <paramref name="limit"/>.</exception>
    public List<int> ReadLengths(int limit)
    {
        var lengths = new List<int>();
        Span<long> one = stackalloc long[1];
        for (int i = 0; i < Count; i++)
        {
            Read(one);
            lengths.Add(
                one[0] >= 0 && one[0] <= limit
                    ? (int)one[0]
                    : throw new FormatException($"it claims a text of {one[0]} bytes")
            );
        }

        return lengths;
    }

    private void NextMiniblock()
    {
        if (left == 0)
        {
            throw new FormatException($"it has only {Count} differences");
        }

        if (miniblock == miniblocks)
        {
            smallest = ZigZag();
            widths = Position;
            Position += miniblocks;
            miniblock = 0;
        }

        if (Position > bytes.Length)
        {
            throw Short();
        }

        Decode(bytes.Span[widths + miniblock++]);
    }

    private void Decode(int width)
    {
        ready = (int)Math.Min(left, decoded.Length);
        next = 0;
        left -= ready;
        long room = bytes.Length - Position;
        if (width > MaxWidth || (long)ready * width > room * 8)
        {
            throw Short();
        }

        var span = bytes.Span;
        for (int i = 0; i < ready; i++)
        {
            last += smallest + (long)BitPacking.Read(span, ((long)Position * 8) + ((long)i * width), width);
            decoded[i] = last;
        }

        // A writer may leave out the padding of the very last miniblock.
        Position += (int)Math.Min((long)decoded.Length * width / 8, room);
    }

    private ulong Number()
    {
        int position = Position;
        ulong value = VarInt.Read(bytes.Span, ref position);
        Position = position;
        return value;
    }

    private long ZigZag()
    {
        ulong value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static FormatException Short() => new("it ends within its differences");
}
