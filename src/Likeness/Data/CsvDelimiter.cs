namespace Likeness.Data;

/// <summary>Finds the character that parts the cells of a text.</summary>
internal static class CsvDelimiter
{
    private const int Lines = 20;

    /// <summary>
    /// The first of tab, semicolon and comma that stands equally often, and at least once, in every line of the beginning; where
    /// none does, the most frequent. Semicolons come first because commas may be decimal marks beside them.
    /// </summary>
    /// <param name="sample">The beginning of the text; its last line may be cut off.</param>
    public static char Find(string sample)
    {
        ReadOnlySpan<char> candidates = ['\t', ';', ','];
        char best = ',';
        int max = 0;
        foreach (char candidate in candidates)
        {
            var counts = Counts(sample, candidate);
            if (counts.Count > 0 && counts[0] > 0 && counts.TrueForAll(count => count == counts[0]))
            {
                return candidate;
            }

            if (counts.Sum() > max)
            {
                (best, max) = (candidate, counts.Sum());
            }
        }

        return best;
    }

    /// <summary>How often a character stands outside quotes in each of the first lines that are not blank.</summary>
    private static List<int> Counts(string sample, char candidate)
    {
        var counts = new List<int>();
        bool quoted = false;
        bool blank = true;
        int count = 0;
        foreach (char c in sample)
        {
            quoted ^= c == '"';
            if (c is '\n' or '\r' && !quoted)
            {
                if (!blank)
                {
                    counts.Add(count);
                }

                (blank, count) = (true, 0);
                if (counts.Count == Lines)
                {
                    return counts;
                }
            }
            else
            {
                blank = false;
                count += c == candidate && !quoted ? 1 : 0;
            }
        }

        // A last line without an end may be cut off; it counts only where it is all there is.
        if (counts.Count == 0 && !blank)
        {
            counts.Add(count);
        }

        return counts;
    }
}
