namespace Likeness.Data.Parquet.Encodings;

/// <summary>
/// The hybrid of run lengths and bit-packed integers, which stores levels, dictionary indices and booleans. A run of either kind begins
/// with a number whose lowest bit names the kind. Source: Encodings.md of Apache Parquet, "RLE / Bit-Packing Hybrid".
/// </summary>
internal sealed class HybridReader
{
    private const int GroupSize = 8;
    private const int MaxWidth = 32;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly int width;
    private int position;
    private long left;
    private bool isPacked;
    private long bit;
    private int repeated;

    /// <summary>Begins to read.</summary>
    /// <param name="bytes">The runs.</param>
    /// <param name="width">The bits per integer, at most 32.</param>
    /// <exception cref="FormatException">The width is larger.</exception>
    public HybridReader(ReadOnlyMemory<byte> bytes, int width)
    {
        this.bytes = bytes;
        this.width = width <= MaxWidth ? width : throw new FormatException($"its indices have {width} bits");
    }

    /// <summary>Reads the next integers.</summary>
    /// <exception cref="FormatException">There are fewer.</exception>
    public void Read(Span<int> into)
    {
        while (into.Length > 0)
        {
            while (left == 0)
            {
                NextRun();
            }

            int count = (int)Math.Min(left, into.Length);
            if (isPacked)
            {
                BitPacking.Unpack(bytes.Span, bit, width, into[..count]);
                bit += (long)count * width;
            }
            else
            {
                into[..count].Fill(repeated);
            }

            left -= count;
            into = into[count..];
        }
    }

    private void NextRun()
    {
        ulong header = VarInt.Read(bytes.Span, ref position);
        if (header >> 1 > int.MaxValue)
        {
            throw new FormatException($"it has a run of {header >> 1} values");
        }

        left = (long)(header >> 1);
        isPacked = (header & 1) != 0;
        if (isPacked)
        {
            PackedRun();
        }
        else
        {
            RepeatedRun();
        }
    }

    // The last run may claim more groups than there are bytes for.
    private void PackedRun()
    {
        long room = bytes.Length - position;
        long length = Math.Min(left * width, room);
        left = width == 0 ? left * GroupSize : Math.Min(left * GroupSize, room * 8 / width);
        bit = (long)position * 8;
        position += (int)length;
    }

    private void RepeatedRun()
    {
        int length = (width + 7) / 8;
        if (length > bytes.Length - position)
        {
            throw new FormatException("it ends within a run");
        }

        repeated = (int)BitPacking.Read(bytes.Span.Slice(position, length), 0, width);
        position += length;
    }
}
