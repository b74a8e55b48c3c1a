namespace Likeness.Modalities.Text.Evaluation;

/// <summary>
/// The longest span from each position of a text that also occurs in a training text, and two positions where: the matching statistics of
/// Chang and Lawler 1994, Algorithmica 12, from the suffix array of all texts. Takes time linear in the lengths of the texts.
/// </summary>
internal sealed class MatchingStatistics
{
    private const ushort Separator = 1;
    private const int Shift = 2; // of bytes, after the end mark and the separator
    private const int Alphabet = 256 + Shift;

    private readonly bool[] isLarger;

    private MatchingStatistics(int[] lengths, int[] smaller, int[] larger, bool[] isLarger)
    {
        (Lengths, Smaller, Larger, this.isLarger) = (lengths, smaller, larger, isLarger);
    }

    /// <summary>The length of the longest span from each position that the training text contains.</summary>
    public int[] Lengths { get; }

    /// <summary>The start of the nearest smaller suffix of the training text; −1 for none.</summary>
    public int[] Smaller { get; }

    /// <summary>The start of the nearest larger suffix of the training text; −1 for none. One of both has the longest span.</summary>
    public int[] Larger { get; }

    /// <summary>A position in the training text of the longest span from a position; −1 for none.</summary>
    public int FindPosition(int position) => isLarger[position] ? Larger[position] : Smaller[position];

    /// <summary>Compares texts with a training text.</summary>
    /// <param name="train">The training text.</param>
    /// <param name="texts">The texts; their total length is below 2³¹ / 8.</param>
    public static MatchingStatistics[] Measure(
        ReadOnlySpan<byte> train,
        params ReadOnlySpan<ReadOnlyMemory<byte>> texts
    )
    {
        ushort[] symbols = Joined(train, texts, out int[] starts);
        var suffixes = new int[symbols.Length];
        SuffixArray.Sort<ushort>(symbols, suffixes, Alphabet);
        int queries = symbols.Length - train.Length;
        var smaller = new int[queries];
        var larger = new int[queries];
        int last = -1;
        for (int i = 0; i < suffixes.Length; i++)
        {
            last = Note(suffixes[i], train.Length, last, smaller);
        }

        last = -1;
        for (int i = suffixes.Length - 1; i >= 0; i--)
        {
            last = Note(suffixes[i], train.Length, last, larger);
        }

        var found = new MatchingStatistics[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            int from = starts[i] - train.Length;
            int[] below = smaller[from..(from + texts[i].Length)];
            int[] above = larger[from..(from + texts[i].Length)];
            var lengths = new int[texts[i].Length];
            var isLarger = new bool[texts[i].Length];
            Lengthen(train, texts[i].Span, below, lengths, isLarger);
            Lengthen(train, texts[i].Span, above, lengths, isLarger);
            found[i] = new MatchingStatistics(lengths, below, above, isLarger);
        }

        return found;
    }

    private static ushort[] Joined(ReadOnlySpan<byte> train, ReadOnlySpan<ReadOnlyMemory<byte>> texts, out int[] starts)
    {
        int length = train.Length + 1;
        starts = new int[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            starts[i] = length;
            length += texts[i].Length + 1;
        }

        var symbols = new ushort[length];
        Copy(train, symbols);
        for (int i = 0; i < texts.Length; i++)
        {
            symbols[starts[i] - 1] = Separator;
            Copy(texts[i].Span, symbols.AsSpan(starts[i]));
        }

        return symbols;
    }

    private static void Copy(ReadOnlySpan<byte> bytes, Span<ushort> symbols)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            symbols[i] = (ushort)(bytes[i] + Shift);
        }
    }

    private static int Note(int suffix, int train, int last, int[] nearest)
    {
        if (suffix < train)
        {
            return suffix;
        }

        nearest[suffix - train] = last;
        return last;
    }

    // If a suffix and its neighbour share L bytes, the next suffix and a neighbour share at least L − 1
    // (Kasai et al. 2001, Combinatorial Pattern Matching, theorem 1).
    private static void Lengthen(
        ReadOnlySpan<byte> train,
        ReadOnlySpan<byte> text,
        int[] neighbours,
        int[] lengths,
        bool[] isLast
    )
    {
        int shared = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int at = neighbours[i];
            shared = Math.Max(0, shared - 1);
            if (at < 0)
            {
                shared = 0;
                continue;
            }

            shared += text[(i + shared)..].CommonPrefixLength(train[Math.Min(train.Length, at + shared)..]);
            isLast[i] = shared > lengths[i];
            lengths[i] = Math.Max(lengths[i], shared);
        }
    }
}
