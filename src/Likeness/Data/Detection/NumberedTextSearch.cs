using System.Buffers;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds columns of texts with numbers, codes and words inside, such as the paths of requests and messages of logs: many texts of few rows each, which protection would keep from samples, and few templates of them. Texts that many rows have, and templates
/// that many rows have, are levels; samples have other numbers, codes and words in the templates, or those of a column that a place repeats in all rows.
/// </summary>
internal static class NumberedTextSearch
{
    private const int MinRows = 8; // so that five of them are training rows, mostly
    private const double MinRare = 0.1; // rows of rare texts
    private const double MinNumbered = 0.8; // of these, those of frequent templates
    private const double MinCovered = 0.95; // rows of frequent texts and templates, where texts are left out otherwise
    private const int MinTexts = 3; // of a template, on average
    private const int MinRowsOfInvented = 20; // of a template, on average, where texts are no levels otherwise
    private const int MaxTemplates = 100;
    private const int MinWord = 2;
    private const int MaxDigits = 15;
    private const int Extremes = 5;
    private const double NearlyAll = 0.9;
    private const int MaxForms = 2;
    private const int Tried = 1000;
    private const double MinRepeated = 0.2; // of tried texts, those of a template that another one has
    private static readonly SearchValues<char> Between = SearchValues.Create(" /?=:#");

    /// <summary>The table with what was found.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    /// <param name="mayVary">Whether the texts of a column vary among the rows of each key; others name the keys.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema, Func<int, bool> mayVary) =>
        loaded.WithKinds(
            schema,
            at =>
                mayVary(at)
                && Find(loaded.Table, at) is { } found
                && !TextsOfCodes.Are(loaded.Table, at, row => IsTemplate(found.Kind, found.Cells[row]))
                    ? found
                    : null
        );

    private static bool IsTemplate(ColumnKind kind, double cell) =>
        ((CategoryKind)kind).Numbered!.Any(one => one.Level == cell);

    private static (ColumnKind Kind, double[] Cells, string Why)? Find(Table table, int at)
    {
        var kind = table.Columns[at].Kind;
        var texts = kind switch
        {
            CategoryKind { IsOrdered: false } levels => levels.Levels,
            TextKind text => text.Texts,
            _ => [],
        };
        if (texts.Count < MinRows)
        {
            return null;
        }

        double[] cells = table.ColumnValues(at);
        var rows = new int[texts.Count];
        foreach (double cell in cells.Where(cell => !double.IsNaN(cell)))
        {
            rows[(int)cell]++;
        }

        int present = rows.Sum();
        int[] rare = [.. Enumerable.Range(0, rows.Length).Where(text => rows[text] < MinRows)];
        int rareRows = rare.Sum(text => rows[text]);
        if (rareRows < MinRare * present || (kind is TextKind && !Repeat(texts)))
        {
            return null;
        }

        string[] templateOf = [.. texts.Select(NumberedText.TemplateOf)];
        var words = WordPlaces.Find(
            Enumerable
                .Range(0, rows.Length)
                .GroupBy(text => templateOf[text], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(text => rows[text]), StringComparer.Ordinal),
            MinRows
        );
        var templates = rare.Where(text => HasNumber(texts[text]) || words.ContainsKey(templateOf[text]))
            .GroupBy(
                text => words.GetValueOrDefault(templateOf[text])?.Template ?? templateOf[text],
                StringComparer.Ordinal
            )
            .Where(group => group.Sum(text => rows[text]) >= MinRows && HasWord(group.Key))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        int merged = templates.Sum(group => group.Count());
        int mergedRows = templates.Sum(group => group.Sum(text => rows[text]));
        double covered = (present - rareRows + mergedRows) / (double)present;
        if (
            templates.Count == 0
            || mergedRows < MinNumbered * rareRows
            || merged < MinTexts * templates.Count
            || (kind is TextKind && mergedRows < MinRowsOfInvented * templates.Count)
            || (kind is TextKind { IsInvented: false } && (covered < MinCovered || templates.Count > MaxTemplates))
            // Texts that are all different name their rows, unless they are sentences.
            || (
                kind is TextKind
                && texts.Count == present
                && !(covered >= MinCovered && templates.All(group => WordPlaces.HasConstantWords(group.Key)))
            )
            // Those that are nearly all different, and of one form, name their rows.
            || (texts.Count >= NearlyAll * present && templates.Count <= MaxForms)
        )
        {
            return null;
        }

        foreach (var group in templates)
        {
            foreach (int text in group)
            {
                templateOf[text] = group.Key;
            }
        }

        var isMerged = templates.SelectMany(group => group).ToHashSet();
        string[] written = [.. texts.Select((text, i) => isMerged.Contains(i) ? templateOf[i] : text)];
        string[] all = TextKinds.Sorted(written.Distinct());
        var places = all.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        var wordsOf = words.Values.DistinctBy(one => one.Template).ToDictionary(one => one.Template, one => one.Words);
        var sources = new PlaceSources(table, at);
        var numbered = new CategoryKind(all)
        {
            Numbered =
            [
                .. templates.Select(group => new NumberedText(
                    places[group.Key],
                    PlacesOf(
                        group.Key,
                        [.. group.Select(text => (text, rows[text]))],
                        texts,
                        wordsOf.GetValueOrDefault(group.Key, []),
                        sources
                    )
                )),
            ],
        };
        string[] marks = [.. templates.SelectMany(group => NumberedText.PlacesOf(group.Key)).Distinct().Order()];
        return (
            numbered,
            Array.ConvertAll(cells, cell => double.IsNaN(cell) ? cell : places[written[(int)cell]]),
            $"texts with {Named(marks)} inside, {string.Join(", ", marks)}: samples have other ones"
        );
    }

    private static string Named(string[] marks) =>
        string.Join(
            ", ",
            new[] { (NumberedText.Number, "numbers"), (NumberedText.Code, "codes"), (NumberedText.Word, "words") }
                .Where(one => marks.Contains(one.Item1))
                .Select(one => one.Item2)
        );

    // Free texts have hardly a template in common.
    private static bool Repeat(IReadOnlyList<string> texts)
    {
        int step = Math.Max(1, texts.Count / Tried);
        string[] some = [.. texts.Where((_, i) => i % step == 0).Select(NumberedText.TemplateOf)];
        return some.CountBy(template => template).Where(one => one.Value > 1).Sum(one => one.Value)
            >= MinRepeated * some.Length;
    }

    private static NumberPlace[] PlacesOf(
        string template,
        (int Text, int Rows)[] members,
        IReadOnlyList<string> texts,
        IReadOnlyList<IReadOnlyList<FrequentNumber>> words,
        PlaceSources sources
    )
    {
        var matcher = NumberedText.Matcher(template);
        string[][] values =
        [
            .. members.Select(member =>
                matcher.Match(texts[member.Text]).Groups.Values.Skip(1).Select(group => group.Value).ToArray()
            ),
        ];
        int word = 0;
        return
        [
            .. NumberedText
                .PlacesOf(template)
                .Select(
                    (mark, place) =>
                    {
                        (string Text, int Rows)[] own =
                        [
                            .. members.Select((member, i) => (values[i][place], member.Rows)),
                        ];
                        var found =
                            mark == NumberedText.Word ? new NumberPlace(words[word++], [])
                            : mark == NumberedText.Code ? CodesOf(own)
                            : PlaceOf(own);
                        return found with { Source = sources.Find(members, [.. own.Select(one => one.Text)]) };
                    }
                ),
        ];
    }

    // Codes are new, of shapes that many rows have.
    private static NumberPlace CodesOf((string Text, int Rows)[] codes)
    {
        var shapes = codes
            .GroupBy(one => NumberPlace.ShapeOf(one.Text), StringComparer.Ordinal)
            .Select(group => new FrequentNumber(group.Key, group.Sum(one => one.Rows)))
            .OrderByDescending(shape => shape.Rows)
            .ThenBy(shape => shape.Text, StringComparer.Ordinal)
            .ToArray();
        return new([], []) { Codes = [.. shapes.Where((shape, i) => i == 0 || shape.Rows >= MinRows)] };
    }

    private static NumberPlace PlaceOf((string Text, int Rows)[] numbers)
    {
        var counted = numbers
            .GroupBy(number => number.Text, StringComparer.Ordinal)
            .Select(group => new FrequentNumber(group.Key, group.Sum(one => one.Rows)))
            .OrderBy(one => one.Text, StringComparer.Ordinal)
            .ToList();
        return new(
            [.. counted.Where(one => one.Rows >= MinRows)],
            [
                .. counted
                    .Where(one => one.Rows < MinRows)
                    .GroupBy(one => one.Text.Length)
                    .OrderBy(group => group.Key)
                    .Select(group => RangeOf(group.Key, [.. group])),
            ]
        );
    }

    // From the fifth lowest to the fifth highest; of few, any number of the length.
    private static NumberRange RangeOf(int length, FrequentNumber[] numbers)
    {
        double[] values =
        [
            .. numbers.Select(one => double.Parse(one.Text, System.Globalization.CultureInfo.InvariantCulture)).Order(),
        ];
        bool areFew = values.Length < 2 * Extremes;
        bool hasZeros = Array.Exists(numbers, one => one.Text[0] == '0');
        return new(
            length,
            !areFew ? values[Extremes - 1]
                : hasZeros ? 0
                : Math.Pow(10, length - 1),
            areFew ? Math.Pow(10, length) - 1 : values[^Extremes],
            numbers.Sum(one => one.Rows)
        );
    }

    private static bool HasNumber(string text) =>
        NumberedText.NumbersOf(text) is { Length: > 0 } numbers
        && numbers.All(number => number.Length <= MaxDigits || !number.All(char.IsAsciiDigit));

    // Codes such as A12 and SKU-4711, which may say more than their numbers, are one word, and sizes such as 10x20 have none.
    private static bool HasWord(string template)
    {
        if (template.AsSpan().IndexOfAny(Between) < 0)
        {
            return false;
        }

        int letters = 0;
        foreach (char letter in template.Replace(NumberedText.Number, " ", StringComparison.Ordinal))
        {
            letters = char.IsLetter(letter) ? letters + 1 : 0;
            if (letters >= MinWord)
            {
                return true;
            }
        }

        return false;
    }
}
