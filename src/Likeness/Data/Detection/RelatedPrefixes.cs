using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds keys of digits, such as postcodes, whose first digits go with another column, as those of a postcode go with the state and the longitude: they are a part that is learned, although
/// all first digits occur, as they would in numbers at random.
/// </summary>
internal static class RelatedPrefixes
{
    private const int MinKeys = 200;
    private const int MinDigits = 4;
    private const int MaxDigits = 12;
    private const int MinRest = 2; // digits that are not learned
    private const int MinRows = 5; // of first digits that are not rare
    private const int RowsOfEach = 8; // on average
    private const double MaxRare = 0.05;
    private const int MaxLevels = 300; // of the other column
    private const int Bins = 8; // of numbers
    private const double MaxInOrder = 0.95; // rows; keys that count stand in order
    private const double MinInformation = 0.2; // of what could be known of the first digits, or of the other column
    private const double MinDeviations = 6;
    private const int Room = 2; // possible keys for each of the data

    /// <summary>The table with what was found.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema) =>
        loaded.WithKinds(schema, at => Find(loaded.Table, at));

    private static (ColumnKind Kind, double[] Cells, string Why)? Find(Table table, int at)
    {
        if (
            table.Columns[at].Kind is not IdentifierKind { Parts: null, References: null, Rows: null } kind
            || kind.Texts.Count < MinKeys
            || kind.Texts[0].Length is < MinDigits or > MaxDigits
            || kind.Texts.Any(text => text.Length != kind.Texts[0].Length || !text.All(char.IsAsciiDigit))
        )
        {
            return null;
        }

        double[] cells = table.ColumnValues(at);
        if (AreInOrder(kind, cells) || First(kind, cells) is not { } digits)
        {
            return null;
        }

        double[] prefixes = Array.ConvertAll(
            cells,
            cell => double.IsNaN(cell) ? cell : int.Parse(kind.Texts[(int)cell].AsSpan(0, digits))
        );
        int other = Enumerable
            .Range(0, table.Width)
            .FirstOrDefault(
                other => other != at && Values(table, other) is { } values && AreRelated(prefixes, values),
                -1
            );
        if (other < 0)
        {
            return null;
        }

        string[] levels = [.. kind.Texts.Select(text => text[..digits]).Distinct().Order(StringComparer.Ordinal)];
        string[] rests = [.. kind.Texts.Select(text => $"{KeyParts.Slot(0)}{text[digits..]}").Distinct()];
        var pattern = KeyPatterns.Plain(rests)?.With([levels]);
        // Any digits behind the first ones may be a code, also of the data.
        return pattern is { IsCounter: false } && (double)pattern.Size * levels.Length >= Room * kind.Texts.Count
            ? (
                new IdentifierKind(kind.Texts, pattern.ToString())
                {
                    Next = pattern.Next,
                    Repeats = true,
                    Differ = !kind.Repeats,
                },
                cells,
                $"keys whose first {digits} digits go with '{table.Columns[other].Name}', of the pattern {pattern.Summary}"
            )
            : null;
    }

    private static bool AreInOrder(IdentifierKind kind, double[] cells)
    {
        string[] texts = [.. cells.Where(cell => !double.IsNaN(cell)).Select(cell => kind.Texts[(int)cell])];
        int rises = texts.Zip(texts.Skip(1), (one, next) => Math.Sign(string.CompareOrdinal(next, one))).Sum();
        return Math.Abs(rises) > ((2 * MaxInOrder) - 1) * texts.Length;
    }

    // The most first digits of which hardly any are those of few rows.
    private static int? First(IdentifierKind kind, double[] cells)
    {
        for (int digits = kind.Texts[0].Length - MinRest; digits > 0; digits--)
        {
            var counts = cells
                .Where(cell => !double.IsNaN(cell))
                .CountBy(cell => kind.Texts[(int)cell][..digits])
                .Select(one => one.Value)
                .ToList();
            int rows = counts.Sum();
            if (
                counts.Count > 1
                && RowsOfEach * counts.Count <= rows
                && counts.Where(count => count < MinRows).Sum() <= MaxRare * rows
            )
            {
                return digits;
            }
        }

        return null;
    }

    // Levels, or in which eighth a number is; null for a column of neither.
    private static double[]? Values(Table table, int column)
    {
        double[] cells = table.ColumnValues(column);
        if (table.Columns[column].Kind is CategoryKind or BooleanKind)
        {
            return table.Columns[column].Kind.LevelCount is > 1 and <= MaxLevels ? cells : null;
        }

        if (table.Columns[column].Kind is not NumberKind)
        {
            return null;
        }

        double[] sorted = [.. cells.Where(double.IsFinite).Order()];
        if (sorted.Length < MinKeys)
        {
            return null;
        }

        double[] cuts = [.. Enumerable.Range(1, Bins - 1).Select(i => sorted[i * sorted.Length / Bins])];
        return Array.ConvertAll(cells, cell => double.IsNaN(cell) ? cell : cuts.Count(cut => cut <= cell));
    }

    // By their mutual information, beyond what independent columns have (Wilks 1938).
    private static bool AreRelated(double[] prefixes, double[] values)
    {
        var pairs = prefixes.Zip(values).Where(pair => !double.IsNaN(pair.First + pair.Second)).ToList();
        if (pairs.Count < MinKeys)
        {
            return false;
        }

        var first = pairs.CountBy(pair => pair.First).ToDictionary();
        var second = pairs.CountBy(pair => pair.Second).ToDictionary();
        double free = (first.Count - 1.0) * (second.Count - 1);
        double information = pairs
            .CountBy(pair => pair)
            .Sum(one =>
                one.Value
                * Math.Log(one.Value * (double)pairs.Count / ((double)first[one.Key.First] * second[one.Key.Second]))
            );
        double beyond = (2 * information) - free;
        return beyond > MinDeviations * Math.Sqrt(2 * Math.Max(1, free))
            && beyond / 2 > MinInformation * Math.Min(Entropy(first.Values), Entropy(second.Values));

        double Entropy(IEnumerable<int> counts) => -counts.Sum(count => count * Math.Log(count / (double)pairs.Count));
    }
}
