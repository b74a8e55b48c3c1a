namespace Likeness.Data;

/// <summary>Detects the delimiter of a text's cells.</summary>
internal static class CsvDelimiter
{
    /// <summary>The beginning of a line that names the delimiter.</summary>
    public const string NamingLine = "sep=";

    private const int Lines = 20;

    /// <summary>The delimiter that the first line names, <c>sep=;</c>, as Excel reads and writes it; null for none.</summary>
    /// <param name="sample">The beginning of the text.</param>
    public static char? Named(string sample) =>
        sample.Length > NamingLine.Length + 1
        && sample.StartsWith(NamingLine, StringComparison.OrdinalIgnoreCase)
        && sample[NamingLine.Length + 1] is '\r' or '\n'
        && !char.IsLetterOrDigit(sample[NamingLine.Length])
            ? sample[NamingLine.Length]
            : null;

    /// <summary>The extensions of files of cells between delimiters.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv", ".tab", ".psv", ".txt", ".data"];

    /// <summary>The delimiter that an extension stands for; null where it stands for none, as .csv and .txt.</summary>
    public static char? Of(string extension) =>
        extension switch
        {
            ".tsv" or ".tab" => '\t',
            ".psv" => '|',
            _ => null,
        };

    /// <summary>The extension, of those that stand for a delimiter, of a file that may be compressed; <c>.csv</c> for any other.</summary>
    public static string ExtensionOf(string path)
    {
        string plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        string extension = Path.GetExtension(plain).ToLowerInvariant();
        return Of(extension) is null ? ".csv" : extension;
    }

    /// <summary>
    /// The first of tab, semicolon, bar and comma that occurs equally often, and at least once, in each of the first lines; otherwise
    /// the most frequent. Semicolons come before commas because commas may be decimal marks.
    /// </summary>
    /// <param name="sample">The beginning of the text; its last line may be cut off.</param>
    public static char Find(string sample)
    {
        ReadOnlySpan<char> candidates = ['\t', ';', '|', ','];
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

    /// <summary>Counts a character outside quotes in each of the first lines that are not blank.</summary>
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

        // An unterminated last line may be cut off; it counts only if it is the only line.
        if (counts.Count == 0 && !blank)
        {
            counts.Add(count);
        }

        return counts;
    }
}
