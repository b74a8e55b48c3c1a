namespace Likeness.Data.Jpeg;

/// <summary>A canonical Huffman code of at most 16 bits (T.81 C.2 and F.2.2.3), with a direct table for codes of up to 8 bits.</summary>
internal sealed class HuffmanTable
{
    private const int DirectBits = 8;
    private readonly byte[] symbols;

    /// <summary>Length and symbol by the next 8 bits; length 0 for longer codes.</summary>
    private readonly (byte Length, byte Symbol)[] direct = new (byte, byte)[1 << DirectBits];

    /// <summary>One past the last code of each length, aligned to 16 bits; 0 for unused lengths.</summary>
    private readonly int[] limit = new int[17];

    /// <summary>The offset from a code of each length to an index into the symbols.</summary>
    private readonly int[] offset = new int[17];

    /// <summary>Builds the code.</summary>
    /// <param name="counts">The number of codes with 1, 2, … 16 bits.</param>
    /// <param name="symbols">The symbols in the order of their codes; as many as the counts sum to.</param>
    /// <exception cref="InvalidDataException">The lengths are not those of a prefix code.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, byte[] symbols)
    {
        this.symbols = symbols;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= 16; length++)
        {
            int count = counts[length - 1];
            if (code + count > 1 << length)
            {
                throw new InvalidDataException("one of its Huffman tables is impossible");
            }

            offset[length] = index - code;
            for (int i = 0; i < count && length <= DirectBits; i++)
            {
                int shift = DirectBits - length;
                direct.AsSpan((code + i) << shift, 1 << shift).Fill(((byte)length, symbols[index + i]));
            }

            code += count;
            index += count;
            limit[length] = count == 0 ? 0 : code << (16 - length);
            code <<= 1;
        }
    }

    /// <summary>Reads one symbol from the scan.</summary>
    /// <exception cref="InvalidDataException">The bits are not a code of this table, or the scan has ended.</exception>
    public int Decode(BitReader reader)
    {
        int next = reader.Peek(16);
        var (length, symbol) = direct[next >> (16 - DirectBits)];
        if (length > 0)
        {
            reader.Skip(length);
            return symbol;
        }

        for (int longer = DirectBits + 1; longer <= 16; longer++)
        {
            if (next < limit[longer])
            {
                reader.Skip(longer);
                return symbols[(next >> (16 - longer)) + offset[longer]];
            }
        }

        throw new InvalidDataException("its picture data holds a code that its Huffman table does not have");
    }
}
