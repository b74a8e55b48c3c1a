using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>Texts in which characters from <see cref="TextSource.First"/> on stand for what they repeat of other columns.</summary>
/// <param name="Texts">The texts that are not missing.</param>
/// <param name="Sources">What they repeat.</param>
/// <param name="Written">The same texts as the data have them.</param>
internal sealed record SourcedTexts(
    IReadOnlyList<string> Texts,
    IReadOnlyList<TextSource> Sources,
    IReadOnlyList<string> Written
)
{
    /// <summary>What all of them are, if they are joined from other columns; null for none.</summary>
    public JoinedText? Joined { get; init; }
}

/// <summary>
/// Finds what texts that are invented repeat of other columns of their row: first and last names in full names and addresses of e-mail. What a text has of
/// its own row counts against what it has of other rows.
/// </summary>
internal sealed class TextSourceSearch
{
    private const int MaxRows = 20_000;
    private const int MaxSearched = 2000;
    private const int MaxSources = JoinedText.MaxSources;
    private const int MinRows = 10;
    private const double MinFraction = 0.05;
    private const double MostByChance = 0.5;
    private const int MinLength = 2;
    private const int MinLevels = 20;
    private const int MaxColumns = 200;
    private const double Better = 1.01;
    private const int FirstTexts = 200;
    private const double NearlyAll = 0.9;
    private const string Between = " .-_";

    private readonly Table rows;
    private readonly Dictionary<int, SourcedTexts> found = [];
    private readonly Dictionary<int, string?[]> cells = [];
    private readonly Dictionary<int, string?[]> numbers = [];

    /// <summary>Searches all columns that are invented, the longest texts first: they repeat shorter ones.</summary>
    /// <param name="train">The training rows; of very many, some at equal distances.</param>
    public TextSourceSearch(Table train)
    {
        int step = Math.Max(1, train.RowCount / MaxRows);
        rows = step == 1 ? train : train.TakeRows([.. Enumerable.Range(0, MaxRows).Select(i => i * step)]);
        // More columns would take too long in pairs; texts are invented in any number.
        bool isWide = rows.Width > MaxColumns;
        foreach (var (column, kind) in rows.Columns.Select(one => one.Kind).Index())
        {
            if (kind is TextKind { IsInvented: true } || (!isWide && kind is (CategoryKind or IdentifierKind)))
            {
                cells[column] = TextsOf(column);
            }
        }

        int[] targets =
        [
            .. cells.Keys.Where(column =>
                rows.Columns[column].Kind is TextKind or IdentifierKind or CategoryKind { LevelCount: >= MinLevels }
            ),
        ];
        foreach (int column in targets.OrderByDescending(column => Length(cells[column])).ThenByDescending(one => one))
        {
            var sourced = Search(column, cells[column]);
            if (rows.Columns[column].Kind is TextKind || Follows(rows.Columns[column].Kind, sourced))
            {
                found[column] = sourced;
            }
        }
    }

    /// <summary>The texts of a column, once of each key.</summary>
    public SourcedTexts Find(int column) => found.GetValueOrDefault(column, new([], [], []));

    // Keys that repeat another key or a number of their row, as a link does, and categories that are put together from several, with the same around them.
    private bool Follows(ColumnKind kind, SourcedTexts texts)
    {
        ColumnKind[] sources = [.. texts.Sources.Select(source => KindOf(source.Column)).Distinct()];
        return texts.Texts.Distinct(StringComparer.Ordinal).Count() == 1
            && kind switch
            {
                CategoryKind => sources.Length > 1
                    && texts.Sources.All(source => source is { Piece: TextPiece.Whole, Gap: null })
                    && Array.TrueForAll(sources, source => source.LevelCount < kind.LevelCount),
                // What several rows have is one key with another one alone, or repeats by chance.
                IdentifierKind { Repeats: true } => texts.Sources.All(source => source.Piece == TextPiece.Whole)
                    && (
                        sources is [IdentifierKind]
                        || texts.Written.Distinct(StringComparer.Ordinal).Count() >= NearlyAll * texts.Written.Count
                    ),
                _ => Array.Exists(
                    sources,
                    source => source is IdentifierKind { Repeats: false } or NumberKind or TimeKind
                ),
            };
    }

    private SourcedTexts Search(int column, string?[] texts)
    {
        // A category or a key follows from others only if it does in all rows.
        int[] known =
            rows.Columns[column].Kind is TextKind
                ? CountedTexts.Find(rows, column)
                : [.. Enumerable.Range(0, texts.Length).Where(row => texts[row] is not null)];
        if (
            rows.Width <= MaxColumns
            && JoinedTextSearch.Find(rows, column, one => MayBeRepeated(one) && !DependsOn(one, column)) is { } joined
        )
        {
            return new([.. known.Select(_ => joined.Template)], joined.Sources, [.. known.Select(row => texts[row]!)])
            {
                Joined = joined,
            };
        }

        int step = Math.Max(1, known.Length / MaxSearched);
        int[] some = [.. known.Where((_, i) => i % step == 0)];
        var sources = new List<TextSource>();
        if (some.Length >= MinRows && !known.Any(row => texts[row]!.Any(char.IsSurrogate) || HasPlaces(texts[row]!)))
        {
            string[] left = Array.ConvertAll(some, row => texts[row]!);
            Candidate[] candidates = [.. Candidates(column, some)];
            while (sources.Count < MaxSources && Best(candidates, left) is { } best)
            {
                char place = (char)(TextSource.First + sources.Count);
                sources.Add(best.Source);
                left = [.. left.Select((text, i) => best.Replace(text, best.Copies[i], place))];
            }
        }

        string[] all = Array.ConvertAll(known, row => texts[row]!);
        string[] written = all;
        foreach (var (i, source) in sources.Index())
        {
            string?[] copied = CellsOf(IndexOf(source.Column));
            var candidate = new Candidate(source, [], KindOf(source.Column).IsNumeric);
            all =
            [
                .. all.Select(
                    (text, row) =>
                        candidate.Replace(
                            text,
                            copied[known[row]] is { } copy ? source.Of(copy) : "",
                            (char)(TextSource.First + i)
                        )
                ),
            ];
        }

        return new(all, sources, written);
    }

    // What covers the most characters; an initial only beside another source.
    private static Candidate? Best(Candidate[] candidates, string[] texts)
    {
        Candidate? best = null;
        double most = 0;
        foreach (var candidate in candidates)
        {
            double covered = candidate.Covered(texts);
            if (covered > most * Better)
            {
                (best, most) = (candidate, covered);
            }
        }

        return best;
    }

    private IEnumerable<Candidate> Candidates(int target, int[] some)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool isText = rows.Columns[target].Kind is TextKind;
        foreach (int column in rows.Width > MaxColumns ? [] : SourcesOf(target, some))
        {
            if (column == target || !MayBeRepeated(column) || DependsOn(column, target))
            {
                continue;
            }

            bool isNumber = rows.Columns[column].Kind.IsNumeric;
            string?[] all = CellsOf(column);
            string[] texts = Array.ConvertAll(some, row => all[row] ?? "");
            // Names that a key has stay in every row only if every row has a key.
            bool isKey =
                isText
                && rows.Columns[column].Kind is IdentifierKind { Parts: not null }
                && !Array.Exists(all, text => text is null);
            foreach (var source in isNumber ? FormsOfNumber(column) : Forms(column, texts, isKey))
            {
                // Keys and categories follow from a source only if every row does: most fail at the first.
                if (!isText && !HasAll(target, some, texts, source))
                {
                    continue;
                }

                string[] copies = Array.ConvertAll(texts, source.Of);
                if (seen.Add(string.Join('\n', copies)))
                {
                    yield return new(source, copies, isNumber);
                }
            }
        }
    }

    // Columns of texts, and of numbers and times that some of the texts seem to have. Categories that are put together from numbers would have new ones.
    private int[] SourcesOf(int target, int[] some)
    {
        bool isCategory = rows.Columns[target].Kind is CategoryKind;
        int step = Math.Max(1, some.Length / FirstTexts);
        int[] first = [.. some.Where((_, i) => i % step == 0)];
        return
        [
            .. cells.Keys,
            .. Enumerable
                .Range(0, isCategory ? 0 : rows.Width)
                .Where(column =>
                    rows.Columns[column].Kind is NumberKind or TimeKind
                    && FormsOfNumber(column)
                        .Any(source =>
                            first.Count(row => Has(target, column, row, source)) >= MinFraction * first.Length
                        )
                ),
        ];
    }

    private bool Has(int target, int column, int row, TextSource source) =>
        TextOf(column, row) is { } text && Candidate.PlaceOfNumber(cells[target][row] ?? "", source.Of(text)) >= 0;

    private IEnumerable<TextSource> FormsOfNumber(int column) =>
        TextSource.FormsOfNumber(rows.Columns[column].Name, rows.Columns[column].Kind is TimeKind);

    private IEnumerable<TextSource> Forms(int column, string[] texts, bool isKey) =>
        TextSource.Forms(
            rows.Columns[column].Name,
            Array.Exists(texts, text => text.Contains(' ', StringComparison.Ordinal)),
            isKey
        );

    private bool HasAll(int target, int[] some, string[] texts, TextSource source)
    {
        for (int i = 0; i < some.Length; i++)
        {
            if (!(cells[target][some[i]] ?? "").Contains(source.Of(texts[i]), StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // Whether a column repeats another one, perhaps over further ones.
    private bool DependsOn(int column, int other) =>
        found.TryGetValue(column, out var texts)
        && texts
            .Sources.Select(source => IndexOf(source.Column))
            .Any(source => source == other || DependsOn(source, other));

    private bool MayBeRepeated(int column) =>
        rows.Columns[column].Kind is CategoryKind or IdentifierKind or NumberKind or TimeKind
        || (
            rows.Columns[column].Kind is TextKind { IsInvented: true }
            && TextSpelling.IsPossible(cells[column].OfType<string>())
        );

    private int IndexOf(string name) => rows.Columns.ToList().FindIndex(column => column.Name == name);

    private ColumnKind KindOf(string name) => rows.Columns[IndexOf(name)].Kind;

    // Numbers are written only where some texts have them.
    private string?[] CellsOf(int column)
    {
        if (cells.TryGetValue(column, out var known) || numbers.TryGetValue(column, out known))
        {
            return known;
        }

        return numbers[column] = TextsOf(column);
    }

    private string?[] TextsOf(int column) => [.. Enumerable.Range(0, rows.RowCount).Select(row => TextOf(column, row))];

    private string? TextOf(int column, int row) =>
        double.IsNaN(rows[row, column]) ? null : rows.Columns[column].Kind.Write(rows[row, column]);

    private static bool HasPlaces(string text) =>
        text.Any(letter => letter is >= TextSource.First and < (char)(TextSource.First + MaxSources));

    private static double Length(string?[] texts) =>
        texts.Where(text => text is not null).Select(text => text!.Length).DefaultIfEmpty().Average();

    /// <summary>What texts may repeat.</summary>
    /// <param name="Source">The source.</param>
    /// <param name="Copies">What the text of each row would have of it.</param>
    /// <param name="IsNumber">Whether it is a number or time, which is no part of a longer one.</param>
    private sealed record Candidate(TextSource Source, string[] Copies, bool IsNumber)
    {
        /// <summary>The characters that texts have of their own rows; 0 where these may be by chance.</summary>
        public double Covered(string[] texts)
        {
            int own = 0;
            int other = 0;
            double characters = 0;
            int shift = (texts.Length / 2) + 1;
            for (int i = 0; i < texts.Length; i++)
            {
                bool has = Place(texts[i], Copies[i]) >= 0;
                own += has ? 1 : 0;
                characters += has ? Copies[i].Length : 0;
                other += Place(texts[i], Copies[(i + shift) % texts.Length]) >= 0 ? 1 : 0;
            }

            // Of a few texts, many rows have the same; what all rows repeat is still no chance.
            bool isFound =
                own >= MinRows
                && own >= MinFraction * texts.Length
                && (other <= MostByChance * own || (own == texts.Length && other <= own - MinRows));
            return isFound ? characters * (own - other) / own : 0;
        }

        /// <summary>The text with a character in place of the copy.</summary>
        public string Replace(string text, string copy, char place) =>
            Place(text, copy) is >= 0 and var at ? $"{text[..at]}{place}{text[(at + copy.Length)..]}" : text;

        private int Place(string text, string copy) =>
            Source.Piece == TextPiece.Initial ? PlaceOfInitial(text, copy)
            : copy.Length < MinLength ? -1
            : IsNumber ? PlaceOfNumber(text, copy)
            : text.IndexOf(copy, StringComparison.Ordinal);

        /// <summary>Where a text has a number that is no part of a longer one; −1 if it does not.</summary>
        public static int PlaceOfNumber(string text, string number)
        {
            if (number.Length < MinLength)
            {
                return -1;
            }

            for (int at = -1; (at = text.IndexOf(number, at + 1, StringComparison.Ordinal)) >= 0; )
            {
                if (!GoesOn(text, at - 1, -1) && !GoesOn(text, at + number.Length, 1))
                {
                    return at;
                }
            }

            return -1;
        }

        // A digit, or a sign of decimals and a digit.
        private static bool GoesOn(string text, int at, int step) =>
            IsDigit(text, at) || (at >= 0 && at < text.Length && text[at] == '.' && IsDigit(text, at + step));

        private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(text[at]);

        private static int PlaceOfInitial(string text, string initial)
        {
            int place = text.AsSpan().IndexOfAnyInRange(TextSource.First, (char)(TextSource.First + MaxSources - 1));
            if (place < 0 || initial.Length != 1)
            {
                return -1;
            }

            int before =
                place > 1 && Between.Contains(text[place - 1], StringComparison.Ordinal) ? place - 2 : place - 1;
            int after =
                place + 2 < text.Length && Between.Contains(text[place + 1], StringComparison.Ordinal)
                    ? place + 2
                    : place + 1;
            return before >= 0 && text[before] == initial[0] && (before == 0 || !char.IsLetter(text[before - 1]))
                    ? before
                : after < text.Length
                && text[after] == initial[0]
                && (after + 1 == text.Length || !char.IsLetter(text[after + 1]))
                    ? after
                : -1;
        }
    }
}
