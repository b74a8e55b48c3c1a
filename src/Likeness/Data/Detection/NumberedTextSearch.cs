using System.Buffers;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds columns of texts with numbers inside, such as the paths of requests: many texts of few rows each, which protection would keep from samples, and few templates of them. Texts that many rows have, and templates
/// that many rows have, are levels; samples have other numbers in the templates.
/// </summary>
internal static class NumberedTextSearch
{
    private const int MinRows = 8; // so that five of them are training rows, mostly
    private const double MinRare = 0.1; // rows of rare texts
    private const double MinNumbered = 0.8; // of these, those of frequent templates
    private const int MinTexts = 3; // of a template, on average
    private const int MinRowsOfInvented = 20; // of a template, on average, where texts are invented otherwise
    private const int MinWord = 2;
    private const int MaxDigits = 15;
    private const int Extremes = 5;
    private const double NearlyAll = 0.9;
    private const int MaxForms = 2;
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
                && Find(loaded.Table.Columns[at].Kind, loaded.Table.ColumnValues(at)) is { } found
                && !TextsOfCodes.Are(loaded.Table, at, row => IsTemplate(found.Kind, found.Cells[row]))
                    ? found
                    : null
        );

    private static bool IsTemplate(ColumnKind kind, double cell) =>
        ((CategoryKind)kind).Numbered!.Any(one => one.Level == cell);

    private static (ColumnKind Kind, double[] Cells, string Why)? Find(ColumnKind kind, double[] cells)
    {
        var texts = kind switch
        {
            CategoryKind { IsOrdered: false } levels => levels.Levels,
            TextKind { IsInvented: true } invented => invented.Texts,
            _ => [],
        };
        if (texts.Count < MinRows)
        {
            return null;
        }

        var rows = new int[texts.Count];
        foreach (double cell in cells.Where(cell => !double.IsNaN(cell)))
        {
            rows[(int)cell]++;
        }

        int present = rows.Sum();
        // Texts that are all different name their rows.
        int[] rare = [.. Enumerable.Range(0, rows.Length).Where(text => rows[text] < MinRows)];
        int rareRows = rare.Sum(text => rows[text]);
        if (rareRows < MinRare * present || (kind is TextKind && texts.Count == present))
        {
            return null;
        }

        var templates = rare.Where(text => HasNumber(texts[text]))
            .GroupBy(text => NumberedText.TemplateOf(texts[text]), StringComparer.Ordinal)
            .Where(group => group.Sum(text => rows[text]) >= MinRows && HasWord(group.Key))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        int merged = templates.Sum(group => group.Count());
        int mergedRows = templates.Sum(group => group.Sum(text => rows[text]));
        if (
            templates.Count == 0
            || mergedRows < MinNumbered * rareRows
            || merged < MinTexts * templates.Count
            || (kind is TextKind && mergedRows < MinRowsOfInvented * templates.Count)
            // Those that are nearly all different, and of one form, name their rows.
            || (texts.Count >= NearlyAll * present && templates.Count <= MaxForms)
        )
        {
            return null;
        }

        var templateOf = new Dictionary<int, string>();
        foreach (var group in templates)
        {
            foreach (int text in group)
            {
                templateOf[text] = group.Key;
            }
        }

        string[] all = TextKinds.Sorted(
            Enumerable.Range(0, texts.Count).Select(text => templateOf.GetValueOrDefault(text, texts[text])).Distinct()
        );
        var places = all.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        int[] levelOf =
        [
            .. Enumerable.Range(0, texts.Count).Select(text => places[templateOf.GetValueOrDefault(text, texts[text])]),
        ];
        var numbered = new CategoryKind(all)
        {
            Numbered =
            [
                .. templates.Select(group => new NumberedText(
                    places[group.Key],
                    PlacesOf([.. group.Select(text => (NumberedText.NumbersOf(texts[text]), rows[text]))])
                )),
            ],
        };
        return (
            numbered,
            Array.ConvertAll(cells, cell => double.IsNaN(cell) ? cell : levelOf[(int)cell]),
            $"texts with numbers inside, {NumberedText.Number}: samples have other ones"
        );
    }

    private static NumberPlace[] PlacesOf((string[] Numbers, int Rows)[] texts) =>
        [
            .. Enumerable
                .Range(0, texts[0].Numbers.Length)
                .Select(place => PlaceOf([.. texts.Select(text => (text.Numbers[place], text.Rows))])),
        ];

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
        NumberedText.NumbersOf(text) is { Length: > 0 } numbers && numbers.All(number => number.Length <= MaxDigits);

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
