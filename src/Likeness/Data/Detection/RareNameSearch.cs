using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds columns of names, such as counties and directors, in which many rows have one that few others have: protection would keep these from samples, and put
/// the frequent ones in their place. The frequent names are levels, and so is <see cref="NumberedText.Name"/>, which stands for all others: samples have invented ones.
/// </summary>
internal static class RareNameSearch
{
    private const int MinRows = 6; // so that five of them are training rows, often
    private const double MinRare = 0.25; // rows of rare names
    private const int MinNames = 50; // rare ones
    private const double Half = 0.5;
    private const int FewNames = 10; // where most rows have a rare text: samples would have others, or none at all
    private const int MinWord = 3;
    private const double Most = 0.8;
    private const int Tried = 200; // rows
    private const int MinFurther = 20; // rows that repeat what others say
    private const double MinEqual = 0.2; // rows with the same text in another column

    /// <summary>The table with what was found.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    /// <param name="mayVary">Whether the names of a column vary among the rows of each key; others name the keys.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema, Func<int, bool> mayVary) =>
        loaded.WithKinds(schema, at => mayVary(at) ? Find(loaded.Table, at) : null);

    private static (ColumnKind Kind, double[] Cells, string Why)? Find(Table table, int at)
    {
        if (table.Columns[at].Kind is not CategoryKind { IsOrdered: false, Numbered: null } kind)
        {
            return null;
        }

        double[] cells = table.ColumnValues(at);
        var rows = new int[kind.LevelCount];
        foreach (double cell in cells.Where(cell => !double.IsNaN(cell)))
        {
            rows[(int)cell]++;
        }

        string[] rare = [.. kind.Levels.Where((_, level) => rows[level] < MinRows)];
        double rareRows = rows.Where(count => count < MinRows).Sum();
        bool areMost = rare.Length >= FewNames && rareRows > Half * rows.Sum();
        if (
            !(areMost || (rare.Length >= MinNames && rareRows >= MinRare * rows.Sum() && AreNames(rare)))
            || kind.Levels.Contains(NumberedText.Name)
            || SaysMore(table, at, cells)
        )
        {
            return null;
        }

        string[] levels =
        [
            .. TextKinds.Sorted(kind.Levels.Where((_, level) => rows[level] >= MinRows).Append(NumberedText.Name)),
        ];
        var places = levels.Index().ToDictionary(one => one.Item, one => (double)one.Index, StringComparer.Ordinal);
        double others = places[NumberedText.Name];
        return (
            new CategoryKind(levels)
            {
                Numbered =
                [
                    new(
                        (int)others,
                        [new NumberPlace([], []) { Names = InventedNames.Of(table.Columns[at].Name, rare) }]
                    ),
                ],
            },
            Array.ConvertAll(
                cells,
                cell => double.IsNaN(cell) ? cell : places.GetValueOrDefault(kind.Levels[(int)cell], others)
            ),
            $"names, of which {rare.Length} are in fewer than six rows: samples have invented ones for these, {NumberedText.Name}"
        );
    }

    // Codes are those of a list, unless most are rare.
    private static bool AreNames(string[] texts) =>
        texts.Count(IsName) >= Most * texts.Length && TextSpelling.Fit(texts) is not { Codes.Count: > 0 };

    private static bool IsName(string text)
    {
        int letters = 0;
        foreach (char letter in text)
        {
            letters = char.IsLetter(letter) ? letters + 1 : 0;
            if (letters >= MinWord)
            {
                return true;
            }
        }

        return false;
    }

    // Whether names follow from another column, or that follows from them, as states do from cities, or repeats many: rules keep this, and protection replaces rare names by others that agree.
    private static bool SaysMore(Table table, int at, double[] names) =>
        Enumerable
            .Range(0, table.Width)
            .Any(other =>
                other != at
                && (
                    table.Columns[other].Kind is CategoryKind or NumberKind or BooleanKind
                        ? table.ColumnValues(other) is var cells
                            && (Determines(names, cells) || Determines(cells, names) || Repeats(table, at, other))
                        : IsWithin(table, at, other)
                )
            );

    // Whether the other column's texts have words of the names, as addresses of e-mail have those of their owners.
    private static bool IsWithin(Table table, int at, int other)
    {
        var (kind, own) = (table.Columns[at].Kind, table.ColumnValues(at));
        double[] texts = table.ColumnValues(other);
        int[] both =
        [
            .. Enumerable
                .Range(0, own.Length)
                .Where(row => !double.IsNaN(own[row]) && !double.IsNaN(texts[row]))
                .Take(Tried),
        ];
        return both.Length > 0
            && table.Columns[other].Kind is IdentifierKind or TextKind
            && both.Count(row =>
                TextWords
                    .Of(kind.Write(own[row]))
                    .Any(word =>
                        word.Length >= MinWord
                        && table
                            .Columns[other]
                            .Kind.Write(texts[row])
                            .Contains(word, StringComparison.OrdinalIgnoreCase)
                    )
            )
                > Half * both.Length;
    }

    private static bool Repeats(Table table, int at, int other)
    {
        if (table.Columns[other].Kind is not CategoryKind others)
        {
            return false;
        }

        double[] places =
        [
            .. others.Levels.Select(text =>
                table.Columns[at].Kind.TryRead(text, out double place) ? place : double.NaN
            ),
        ];
        var own = table.Column(at);
        var cells = table.Column(other);
        int equal = 0;
        for (int row = 0; row < own.Length; row++)
        {
            equal += !double.IsNaN(cells[row]) && own[row] == places[(int)cells[row]] ? 1 : 0;
        }

        return equal >= MinEqual * own.Length;
    }

    // Rows that repeat a value repeat that of the other column, which varies.
    private static bool Determines(double[] by, double[] of)
    {
        var valueOf = new Dictionary<double, double>();
        var values = new HashSet<double>();
        int further = 0;
        for (int row = 0; row < by.Length; row++)
        {
            if (double.IsNaN(by[row]))
            {
                continue;
            }

            if (!valueOf.TryAdd(by[row], of[row]))
            {
                further++;
                if (!valueOf[by[row]].Equals(of[row]))
                {
                    return false;
                }
            }

            values.Add(of[row]);
        }

        return further >= MinFurther && values.Count > 1 && valueOf.Count > 1;
    }
}
