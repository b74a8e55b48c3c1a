namespace Likeness.Data.Jpeg;

/// <summary>The current tables: quantisation, Huffman codes and the restart interval (T.81 B.2.4).</summary>
internal sealed class JpegTables
{
    private readonly ushort[]?[] quantisation = new ushort[]?[4];
    private readonly HuffmanTable?[] dc = new HuffmanTable?[4];
    private readonly HuffmanTable?[] ac = new HuffmanTable?[4];

    /// <summary>MCUs between restart markers; 0 for none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>64 steps, row by row.</summary>
    public ushort[] Quantisation(int number) => quantisation[number] ?? throw Missing("quantisation");

    public HuffmanTable Dc(int number) => dc[number] ?? throw Missing("Huffman");

    public HuffmanTable Ac(int number) => ac[number] ?? throw Missing("Huffman");

    public void ReadQuantisation(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var (bytes, number) = ((segment[0] >> 4) + 1, segment[0] & 15);
            if (bytes > 2 || number > 3 || segment.Length < 1 + (64 * bytes))
            {
                throw Broken("quantisation");
            }

            var steps = new ushort[64];
            for (int k = 0; k < 64; k++)
            {
                int high = bytes == 2 ? segment[1 + (2 * k)] << 8 : 0;
                steps[IBlockCoding.Zigzag[k]] = (ushort)(high | segment[bytes + (bytes * k)]);
            }

            quantisation[number] = steps;
            segment = segment[(1 + (64 * bytes))..];
        }
    }

    public void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var (kind, number) = (segment[0] >> 4, segment[0] & 15);
            int total = 0;
            for (int i = 1; i <= 16 && i < segment.Length; i++)
            {
                total += segment[i];
            }

            if (kind > 1 || number > 3 || total > 256 || segment.Length < 17 + total)
            {
                throw Broken("Huffman");
            }

            byte[] symbols = segment.Slice(17, total).ToArray();
            if (kind == 0 && symbols.Any(size => size > 15))
            {
                throw Broken("Huffman");
            }

            (kind == 0 ? dc : ac)[number] = new HuffmanTable(segment.Slice(1, 16), symbols);
            segment = segment[(17 + total)..];
        }
    }

    public void ReadRestartInterval(ReadOnlySpan<byte> segment) =>
        RestartInterval = segment.Length == 2 ? (segment[0] << 8) | segment[1] : throw Broken("restart");

    private static InvalidDataException Missing(string kind) => new($"a scan names a {kind} table that is not there");

    private static InvalidDataException Broken(string kind) => new($"its {kind} table is broken");
}
