using System.Numerics;

namespace Likeness.Models.Sequences;

/// <summary>
/// Counts of the different k-grams of symbols that fit into 64 bits, sorted by their numbers: first the symbols before, then the last, so that the
/// continuations of a context are adjacent. Takes 12 bytes per gram.
/// </summary>
internal sealed class NGramTable
{
    private readonly ulong[] grams;
    private readonly int[] counts;

    private NGramTable(ulong[] grams, int[] counts, int bits)
    {
        (this.grams, this.counts, Bits) = (grams, counts, bits);
        var (n1, n2, n3, n4) = (Having(1), Having(2), Having(3), Having(4));
        Discounts = DiscountsOf(n1, n2, n3, n4);
    }

    /// <summary>
    /// The discounts of counts of 1, 2 and 3 or more: Chen and Goodman 1998, TR-10-98, eq. 26; ½, 1 and 1½ where too few grams
    /// have such counts for the estimate.
    /// </summary>
    public (double One, double Two, double More) Discounts { get; }

    /// <summary>The bits of a symbol in the number of a gram.</summary>
    public int Bits { get; }

    /// <summary>The bits of a symbol's number.</summary>
    /// <param name="symbols">How many symbols there are.</param>
    public static int BitsOf(int symbols) => Math.Max(1, BitOperations.Log2((uint)symbols - 1) + 1);

    /// <summary>The k-grams of sequences with their counts.</summary>
    /// <param name="sequences">Symbols, numbered from 0.</param>
    /// <param name="k">Symbols of a gram; <paramref name="bits"/> times as many are at most 64.</param>
    /// <param name="bits">Bits of a symbol.</param>
    public static NGramTable Create<T>(IReadOnlyList<ReadOnlyMemory<T>> sequences, int k, int bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        var all = new ulong[sequences.Sum(sequence => Math.Max(0, sequence.Length - k + 1))];
        int count = 0;
        foreach (var sequence in sequences)
        {
            var symbols = sequence.Span;
            ulong gram = 0;
            for (int i = 0; i < symbols.Length; i++)
            {
                gram = Last((gram << bits) | ulong.CreateTruncating(symbols[i]), k, bits);
                if (i >= k - 1)
                {
                    all[count++] = gram;
                }
            }
        }

        return Counted(all, bits);
    }

    /// <summary>The k-grams at the ends of these (k + 1)-grams, each counted by the number of different symbols before it.</summary>
    public NGramTable Continuations(int k) => Counted(Array.ConvertAll(grams, gram => Last(gram, k, Bits)), Bits);

    /// <summary>The range of the grams that start with a context.</summary>
    /// <param name="context">The number of the k − 1 symbols before the last.</param>
    /// <returns>The index of the first, and that after the last.</returns>
    public (int Start, int End) After(ulong context)
    {
        int start = FirstFrom(context << Bits);
        int end = FirstFrom((context << Bits) | Mask);
        return (start, end < grams.Length && grams[end] >> Bits == context ? end + 1 : end);
    }

    /// <summary>The count of a gram; 0 if it was not seen.</summary>
    /// <param name="context">The number of the k − 1 symbols before the last.</param>
    /// <param name="last">The last symbol.</param>
    /// <param name="start">The index of the first gram of the context.</param>
    /// <param name="end">The index after its last one.</param>
    public int CountOf(ulong context, ulong last, int start, int end)
    {
        int index = Array.BinarySearch(grams, start, end - start, (context << Bits) | last);
        return index < 0 ? 0 : counts[index];
    }

    /// <summary>The last symbol of a gram, and its count.</summary>
    public (int Last, int Count) this[int index] => ((int)(grams[index] & Mask), counts[index]);

    private ulong Mask => (1UL << Bits) - 1;

    private static ulong Last(ulong gram, int k, int bits) => k * bits >= 64 ? gram : gram & ((1UL << (k * bits)) - 1);

    private int FirstFrom(ulong gram)
    {
        int position = Array.BinarySearch(grams, gram);
        return position < 0 ? ~position : position;
    }

    private int Having(int count) => counts.Count(each => each == count);

    private static (double One, double Two, double More) DiscountsOf(double n1, double n2, double n3, double n4)
    {
        if (Math.Min(Math.Min(n1, n2), Math.Min(n3, n4)) > 0)
        {
            double y = n1 / (n1 + (2 * n2));
            var (one, two, more) = (1 - (2 * y * n2 / n1), 2 - (3 * y * n3 / n2), 3 - (4 * y * n4 / n3));
            if (two is >= 0 and <= 2 && more is >= 0 and <= 3)
            {
                return (one, two, more);
            }
        }

        return (0.5, 1, 1.5);
    }

    private static NGramTable Counted(ulong[] all, int bits)
    {
        Array.Sort(all);
        var counts = new int[all.Length];
        int last = -1;
        foreach (ulong gram in all)
        {
            if (last < 0 || all[last] != gram)
            {
                all[++last] = gram;
            }

            counts[last]++;
        }

        return new NGramTable(all[..(last + 1)], counts[..(last + 1)], bits);
    }
}
