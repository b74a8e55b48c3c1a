namespace Likeness.Modalities.Text.Evaluation;

/// <summary>
/// The similarity of each 64-byte window of a text to the most similar passage of a training text, among the passages that share one of the
/// longest spans with the window: 1 − edit distance / 64. A passage with a few bytes changed, added or removed keeps a high similarity.
/// </summary>
internal static class NearestPassages
{
    /// <summary>Bytes per window: the number of bits of a word, which the edit distance needs.</summary>
    public const int Window = 64;

    private const int MinSeed = 5;
    private const int Margin = 8; // of a passage on either side, for bytes added or removed
    private const int SameDiagonal = 4;

    /// <summary>The largest similarity of windows of a text, in [0, 1].</summary>
    /// <param name="train">The training text.</param>
    /// <param name="text">The text.</param>
    /// <param name="matches">The longest shared span from each of its positions.</param>
    /// <param name="windows">The windows to compare: window i begins at byte 64 i.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="cancellationToken">Cancels between windows.</param>
    public static double[] Similarities(
        ReadOnlyMemory<byte> train,
        ReadOnlyMemory<byte> text,
        MatchingStatistics matches,
        int[] windows,
        int threads,
        CancellationToken cancellationToken
    )
    {
        var similarities = new double[windows.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(
            0,
            similarities.Length,
            options,
            i =>
            {
                int start = windows[i] * Window;
                int distance = Nearest(train.Span, text.Span.Slice(start, Window), start, matches);
                similarities[i] = 1 - ((double)distance / Window);
            }
        );
        return similarities;
    }

    /// <summary>
    /// The minimum number of bytes to change, insert or delete that turns a window into some part of a passage. Myers 1999, A fast bit-vector
    /// algorithm for approximate string matching, Journal of the ACM 46(3), figure 3.
    /// </summary>
    /// <param name="window">64 bytes.</param>
    /// <param name="passage">Any number of bytes.</param>
    public static int EditDistance(ReadOnlySpan<byte> window, ReadOnlySpan<byte> passage) =>
        EditDistance(Masks(window, stackalloc ulong[256]), passage);

    private static int Nearest(
        ReadOnlySpan<byte> train,
        ReadOnlySpan<byte> window,
        int start,
        MatchingStatistics matches
    )
    {
        Span<ulong> masks = Masks(window, stackalloc ulong[256]);
        Span<int> tried = stackalloc int[2 * Window];
        int count = 0;
        int least = Window;
        for (int i = 0; i < Window; i++)
        {
            if (matches.Lengths[start + i] < MinSeed)
            {
                continue;
            }

            foreach (int place in (ReadOnlySpan<int>)[matches.Smaller[start + i], matches.Larger[start + i]])
            {
                int diagonal = place - i;
                if (place >= 0 && !IsTried(tried[..count], diagonal))
                {
                    tried[count++] = diagonal;
                    int from = Math.Max(0, diagonal - Margin);
                    int to = Math.Min(train.Length, diagonal + Window + Margin);
                    least = Math.Min(least, EditDistance(masks, train[from..to]));
                }
            }
        }

        return least;
    }

    private static bool IsTried(ReadOnlySpan<int> tried, int diagonal)
    {
        foreach (int each in tried)
        {
            if (Math.Abs(each - diagonal) <= SameDiagonal)
            {
                return true;
            }
        }

        return false;
    }

    private static Span<ulong> Masks(ReadOnlySpan<byte> window, Span<ulong> masks)
    {
        masks.Clear();
        for (int i = 0; i < Window; i++)
        {
            masks[window[i]] |= 1UL << i;
        }

        return masks;
    }

    private static int EditDistance(ReadOnlySpan<ulong> masks, ReadOnlySpan<byte> passage)
    {
        (ulong plus, ulong minus) = (ulong.MaxValue, 0);
        int distance = Window;
        int least = Window;
        foreach (byte next in passage)
        {
            ulong equal = masks[next];
            ulong diagonal = (((equal & plus) + plus) ^ plus) | equal | minus;
            ulong rises = minus | ~(diagonal | plus);
            ulong falls = plus & diagonal;
            distance += (int)(rises >> 63) - (int)(falls >> 63);
            least = Math.Min(least, distance);
            (rises, falls) = (rises << 1, falls << 1);
            (plus, minus) = (falls | ~(diagonal | rises), rises & diagonal);
        }

        return least;
    }
}
