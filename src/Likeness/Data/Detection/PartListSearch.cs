namespace Likeness.Data.Detection;

/// <summary>
/// Finds texts that are lists of parts from a large pool, such as the actors of films: split at one mark, no list has a part twice, lists have several lengths, parts are short and many occur in several rows, and
/// most of these begin some lists and follow others in some. Clauses of sentences do not occur again, and the parts of addresses have places of their own.
/// </summary>
internal static class PartListSearch
{
    private const int MinParts = 20;
    private const double MinLists = 0.5; // texts of several parts
    private const double MinRepeated = 0.3; // occurrences of parts that several rows have
    private const double MinFree = 0.5; // of the parts that enough rows have, those of several places
    private const int MinRows = 4;
    private const double MaxSpaces = 3; // of a part, on average
    private const int MaxLength = 30;
    private const double MinOtherLengths = 0.1;

    private static readonly string[] Separators = [", ", "; ", " | ", ";", "|", ","];

    /// <summary>What stands between the parts of the texts; null where they are no lists.</summary>
    /// <param name="texts">The different texts that are not missing.</param>
    /// <param name="counts">How often each occurs.</param>
    public static string? Find(IReadOnlyList<string> texts, IReadOnlyList<int> counts) =>
        Array.Find(Separators, separator => Are(texts, counts, separator));

    private static bool Are(IReadOnlyList<string> texts, IReadOnlyList<int> counts, string separator)
    {
        if (texts.Count(text => text.Contains(separator, StringComparison.Ordinal)) < MinLists * texts.Count)
        {
            return false;
        }

        string mark = separator.Trim(' ');
        var rowsOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var begins = new HashSet<string>(StringComparer.Ordinal);
        var follows = new HashSet<string>(StringComparer.Ordinal);
        var lengths = new Dictionary<int, int>();
        foreach (var (text, count) in texts.Zip(counts))
        {
            string[] parts = text.Split(separator);
            if (
                Array.Exists(parts, part => part.Trim().Length == 0 || part.Contains(mark, StringComparison.Ordinal))
                || parts.Distinct(StringComparer.Ordinal).Count() < parts.Length
            )
            {
                return false;
            }

            lengths[parts.Length] = lengths.GetValueOrDefault(parts.Length) + count;
            foreach (var (place, part) in parts.Index())
            {
                rowsOf[part] = rowsOf.GetValueOrDefault(part) + count;
                (place == 0 ? begins : follows).Add(part);
            }
        }

        string[] several = [.. rowsOf.Where(one => one.Value >= MinRows).Select(one => one.Key)];
        int all = counts.Sum();
        return rowsOf.Count >= MinParts
            && rowsOf.Values.Where(count => count > 1).Sum() >= MinRepeated * rowsOf.Values.Sum()
            && several.Count(part => begins.Contains(part) && follows.Contains(part)) > MinFree * several.Length
            && all - lengths.Values.Max() >= MinOtherLengths * all
            && rowsOf.Keys.Average(part => part.Count(letter => letter == ' ')) <= MaxSpaces
            && rowsOf.Keys.Average(part => part.Length) <= MaxLength;
    }
}
