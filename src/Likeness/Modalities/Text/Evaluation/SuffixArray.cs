using System.Collections;
using System.Numerics;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>
/// The suffixes of a sequence in lexicographic order, in linear time: SA-IS. Nong, Zhang and Chan 2009, Linear Suffix Array Construction by
/// Almost Pure Induced-Sorting, Data Compression Conference, pages 193–202.
/// </summary>
internal static class SuffixArray
{
    private const int Free = -1;

    /// <summary>Sorts all suffixes.</summary>
    /// <param name="symbols">The sequence; its last symbol is 0 and occurs nowhere else.</param>
    /// <param name="suffixes">Filled with the suffixes' starts, smallest suffix first: as long as the sequence.</param>
    /// <param name="alphabet">All symbols are below this number.</param>
    public static void Sort<T>(ReadOnlySpan<T> symbols, Span<int> suffixes, int alphabet)
        where T : unmanaged, IBinaryInteger<T>
    {
        int n = symbols.Length;
        if (n == 1)
        {
            suffixes[0] = 0;
            return;
        }

        BitArray isS = Types(symbols);
        int[] counts = Counts(symbols, alphabet);
        var bucket = new int[alphabet];

        // Sort the substrings between leftmost S positions by inducing from them in any order.
        suffixes.Fill(Free);
        Ends(counts, bucket);
        for (int i = 1; i < n; i++)
        {
            if (IsLeftmost(isS, i))
            {
                suffixes[--bucket[At(symbols, i)]] = i;
            }
        }

        Induce(symbols, suffixes, isS, counts, bucket);
        int few = 0;
        for (int i = 0; i < n; i++)
        {
            if (IsLeftmost(isS, suffixes[i]))
            {
                suffixes[few++] = suffixes[i];
            }
        }

        int names = Name(symbols, suffixes, isS, few);
        Span<int> reduced = suffixes[(n - few)..];
        if (names < few)
        {
            Sort<int>(reduced, suffixes[..few], names);
        }
        else
        {
            for (int i = 0; i < few; i++)
            {
                suffixes[reduced[i]] = i;
            }
        }

        // The reduced sequence is no longer needed; its memory now maps its suffixes to positions.
        for (int i = 1, at = 0; i < n; i++)
        {
            if (IsLeftmost(isS, i))
            {
                reduced[at++] = i;
            }
        }

        for (int i = 0; i < few; i++)
        {
            suffixes[i] = reduced[suffixes[i]];
        }

        suffixes[few..].Fill(Free);
        Ends(counts, bucket);
        for (int i = few - 1; i >= 0; i--)
        {
            int position = suffixes[i];
            suffixes[i] = Free;
            suffixes[--bucket[At(symbols, position)]] = position;
        }

        Induce(symbols, suffixes, isS, counts, bucket);
    }

    private static int At<T>(ReadOnlySpan<T> symbols, int position)
        where T : unmanaged, IBinaryInteger<T> => int.CreateTruncating(symbols[position]);

    // S: the suffix is smaller than the next one.
    private static BitArray Types<T>(ReadOnlySpan<T> symbols)
        where T : unmanaged, IBinaryInteger<T>
    {
        var isS = new BitArray(symbols.Length);
        isS[^1] = true;
        for (int i = symbols.Length - 2; i >= 0; i--)
        {
            isS[i] = symbols[i] < symbols[i + 1] || (symbols[i] == symbols[i + 1] && isS[i + 1]);
        }

        return isS;
    }

    private static bool IsLeftmost(BitArray isS, int position) => position > 0 && isS[position] && !isS[position - 1];

    private static int[] Counts<T>(ReadOnlySpan<T> symbols, int alphabet)
        where T : unmanaged, IBinaryInteger<T>
    {
        var counts = new int[alphabet];
        foreach (T symbol in symbols)
        {
            counts[int.CreateTruncating(symbol)]++;
        }

        return counts;
    }

    private static void Starts(int[] counts, int[] bucket)
    {
        int sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            bucket[i] = sum;
            sum += counts[i];
        }
    }

    private static void Ends(int[] counts, int[] bucket)
    {
        int sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            bucket[i] = sum;
        }
    }

    // L suffixes from left to right, then S suffixes from right to left.
    private static void Induce<T>(ReadOnlySpan<T> symbols, Span<int> suffixes, BitArray isS, int[] counts, int[] bucket)
        where T : unmanaged, IBinaryInteger<T>
    {
        Starts(counts, bucket);
        for (int i = 0; i < suffixes.Length; i++)
        {
            int before = suffixes[i] - 1;
            if (before >= 0 && !isS[before])
            {
                suffixes[bucket[At(symbols, before)]++] = before;
            }
        }

        Ends(counts, bucket);
        for (int i = suffixes.Length - 1; i >= 0; i--)
        {
            int before = suffixes[i] - 1;
            if (before >= 0 && isS[before])
            {
                suffixes[--bucket[At(symbols, before)]] = before;
            }
        }
    }

    // Equal substrings get equal numbers; those in the order of positions are left at the end of the array.
    private static int Name<T>(ReadOnlySpan<T> symbols, Span<int> suffixes, BitArray isS, int few)
        where T : unmanaged, IBinaryInteger<T>
    {
        suffixes[few..].Fill(Free);
        int names = 0;
        int before = Free;
        for (int i = 0; i < few; i++)
        {
            int position = suffixes[i];
            if (before == Free || !IsSame(symbols, isS, position, before))
            {
                names++;
                before = position;
            }

            suffixes[few + (position / 2)] = names - 1;
        }

        int to = suffixes.Length - 1;
        for (int i = suffixes.Length - 1; i >= few; i--)
        {
            if (suffixes[i] != Free)
            {
                suffixes[to--] = suffixes[i];
            }
        }

        return names;
    }

    private static bool IsSame<T>(ReadOnlySpan<T> symbols, BitArray isS, int first, int second)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int d = 0; ; d++)
        {
            if (symbols[first + d] != symbols[second + d] || isS[first + d] != isS[second + d])
            {
                return false;
            }

            if (d > 0 && (IsLeftmost(isS, first + d) || IsLeftmost(isS, second + d)))
            {
                return true;
            }
        }
    }
}
