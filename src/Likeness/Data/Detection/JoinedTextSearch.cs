using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds columns whose texts are constant texts and cells of other columns in all rows: <c>path</c>, which is <c>folder + "/" + name</c>. The texts are read from their beginning to their end, so that a name of one
/// letter, which stands in many texts, is found at its place. Each cell must differ in several rows: else it is a constant text.
/// </summary>
internal sealed class JoinedTextSearch
{
    private const int MinRows = 20;
    private const int MinOthers = 10; // rows whose cell is not the most frequent one
    private const int MaxSearched = 200;
    private const int MaxTried = 5000;
    private const int MaxColumns = 200;

    private readonly string[] texts;
    private readonly Candidate[] candidates;
    private int left = MaxTried;

    private JoinedTextSearch(string[] texts, Candidate[] candidates) =>
        (this.texts, this.candidates) = (texts, candidates);

    /// <summary>The table where texts that are left out and joined from other columns are put together in samples.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema)
    {
        loaded = OfKeys(loaded, schema);
        // The longest last: they may be joined from shorter ones.
        int[] targets =
        [
            .. Enumerable
                .Range(0, loaded.Table.Width <= MaxColumns ? loaded.Table.Width : 0)
                .Where(at =>
                    loaded.Table.Columns[at].Kind is TextKind { IsInvented: false }
                    && schema?.Find(loaded.Table.Columns[at].Name) is null
                )
                .OrderBy(at => ((TextKind)loaded.Table.Columns[at].Kind).Texts.Average(text => (double)text.Length)),
        ];
        foreach (int target in targets)
        {
            var table = loaded.Table;
            if (Find(table, target, MayBeRepeated) is { } joined)
            {
                string why = loaded.Findings.ElementAtOrDefault(target)?.Why ?? "";
                loaded = loaded.WithKinds(
                    new Dictionary<int, (ColumnKind, double[], string)>
                    {
                        [target] = (
                            (TextKind)table.Columns[target].Kind with
                            {
                                IsInvented = true,
                            },
                            table.ColumnValues(target),
                            why.Replace(TextKinds.LeftEmpty, "join them from other columns", StringComparison.Ordinal)
                        ),
                    }
                );
            }

            bool MayBeRepeated(int at) =>
                table.Columns[at].Kind
                    is TextKind { IsInvented: true }
                        or CategoryKind
                        or IdentifierKind
                        or NumberKind
                        or TimeKind;
        }

        return loaded;
    }

    // Addresses that end with another key have no pattern and no parts of their own: those of fresh keys are others.
    private static LoadedTable OfKeys(LoadedTable loaded, TableSchema? schema)
    {
        var table = loaded.Table;
        var joined = new Dictionary<int, (ColumnKind, double[], string)>();
        foreach (int target in Enumerable.Range(0, table.Width <= MaxColumns ? table.Width : 0))
        {
            if (
                table.Columns[target].Kind is IdentifierKind { Repeats: false, Parts: not null } kind
                && schema?.Find(table.Columns[target].Name) is null
                && Find(table, target, IsKey) is not null
            )
            {
                joined[target] = (
                    new TextKind(kind.Texts) { IsInvented = true },
                    table.ColumnValues(target),
                    "texts with another key in each; samples join them from it"
                );
            }
        }

        return joined.Count == 0 ? loaded : loaded.WithKinds(joined);

        bool IsKey(int at) => table.Columns[at].Kind is IdentifierKind { Repeats: false, Parts: null };
    }

    /// <summary>What the texts of a column are in all rows; null for none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="target">The column.</param>
    /// <param name="mayBeRepeated">Whether another column may be a part of it.</param>
    public static JoinedText? Find(Table rows, int target, Func<int, bool> mayBeRepeated)
    {
        double[] cells = rows.ColumnValues(target);
        int[] known = [.. Enumerable.Range(0, cells.Length).Where(row => !double.IsNaN(cells[row]))];
        if (known.Length < MinRows)
        {
            return null;
        }

        int step = Math.Max(1, known.Length / MaxSearched);
        int[] some = [.. known.Where((_, i) => i % step == 0)];
        string[] texts = Array.ConvertAll(some, row => TextOf(rows, target, row)!);
        if (Array.Exists(texts, HasPlaces))
        {
            return null;
        }

        Candidate[] candidates =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(at => at != target && mayBeRepeated(at))
                .SelectMany(at => CandidatesOf(rows, at, some, texts))
                .DistinctBy(one => string.Join('\n', one.Copies))
                .OrderByDescending(one => one.Copies.Sum(copy => copy.Length)),
        ];
        return
            candidates.Length > 0
            && new JoinedTextSearch(texts, candidates).Grown(new int[texts.Length], "", []) is { } found
            && Holds(rows, target, known, found)
            ? found
            : null;
    }

    private static IEnumerable<Candidate> CandidatesOf(Table rows, int at, int[] some, string[] texts)
    {
        var column = rows.Columns[at];
        string?[] cells = Array.ConvertAll(some, row => TextOf(rows, at, row));
        // Most columns stand nowhere in the first text.
        if (Array.Exists(cells, string.IsNullOrEmpty))
        {
            yield break;
        }

        bool hasWords = Array.Exists(cells, cell => cell!.Contains(' ', StringComparison.Ordinal));
        var forms = column.Kind is NumberKind or TimeKind
            ? TextSource.FormsOfNumber(column.Name, column.Kind is TimeKind)
            : TextSource.Forms(column.Name, hasWords, isKey: false);
        foreach (var source in forms)
        {
            if (IsPart(source))
            {
                string[] copies = Array.ConvertAll(cells, cell => source.Of(cell!));
                if (copies.Length - copies.CountBy(copy => copy).Max(one => one.Value) >= MinOthers)
                {
                    yield return new(source, copies);
                }
            }
        }

        bool IsPart(TextSource source)
        {
            for (int i = 0; i < texts.Length; i++)
            {
                string copy = source.Of(cells[i]!);
                if (copy.Length == 0 || !texts[i].Contains(copy, StringComparison.Ordinal))
                {
                    return false;
                }
            }

            return true;
        }
    }

    // The texts from these places on: a constant text, and a source behind it.
    private JoinedText? Grown(int[] places, string template, TextSource[] sources)
    {
        int common = Common(places);
        if (sources.Length > 0 && texts.Index().All(one => places[one.Index] + common == one.Item.Length))
        {
            return new(template + texts[0][places[0]..], sources);
        }

        for (int constant = 0; constant <= common && sources.Length < JoinedText.MaxSources; constant++)
        {
            foreach (var candidate in candidates)
            {
                if (left > 0 && candidate.Places(texts, places, constant) is { } next)
                {
                    left--;
                    string between = texts[0].Substring(places[0], constant);
                    char place = (char)(TextSource.First + sources.Length);
                    if (Grown(next, $"{template}{between}{place}", [.. sources, candidate.Source]) is { } found)
                    {
                        return found;
                    }
                }
            }
        }

        return null;
    }

    // The characters that all texts have next.
    private int Common(int[] places)
    {
        var first = texts[0].AsSpan(places[0]);
        int common = first.Length;
        for (int i = 1; i < texts.Length && common > 0; i++)
        {
            common = Math.Min(common, first.CommonPrefixLength(texts[i].AsSpan(places[i])));
        }

        return common;
    }

    private static bool Holds(Table rows, int target, int[] known, JoinedText joined)
    {
        int[] sources =
        [
            .. joined.Sources.Select(source => rows.Columns.ToList().FindIndex(column => column.Name == source.Column)),
        ];
        string[] copies = new string[sources.Length];
        foreach (int row in known)
        {
            for (int i = 0; i < sources.Length; i++)
            {
                if (TextOf(rows, sources[i], row) is not { } cell)
                {
                    return false;
                }

                copies[i] = joined.Sources[i].Of(cell);
            }

            if (joined.Of(copies) != TextOf(rows, target, row))
            {
                return false;
            }
        }

        return true;
    }

    private static string? TextOf(Table rows, int column, int row) =>
        double.IsNaN(rows[row, column]) ? null : rows.Columns[column].Kind.Write(rows[row, column]);

    private static bool HasPlaces(string text) =>
        text.AsSpan().ContainsAnyInRange(TextSource.First, (char)(TextSource.First + JoinedText.MaxSources - 1));

    /// <summary>What texts may be joined from.</summary>
    /// <param name="Source">The source.</param>
    /// <param name="Copies">What the text of each row would have of it.</param>
    private sealed record Candidate(TextSource Source, string[] Copies)
    {
        /// <summary>The places behind the copies if all texts have them so many characters behind the given places; else null.</summary>
        public int[]? Places(string[] texts, int[] from, int constant)
        {
            int[] next = new int[from.Length];
            for (int i = 0; i < from.Length; i++)
            {
                int at = from[i] + constant;
                if (!texts[i].AsSpan(at).StartsWith(Copies[i], StringComparison.Ordinal))
                {
                    return null;
                }

                next[i] = at + Copies[i].Length;
            }

            return next;
        }
    }
}
