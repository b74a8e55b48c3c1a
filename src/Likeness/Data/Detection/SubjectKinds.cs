using Likeness.Data.Kinds;
using Likeness.Data.Ranks;
using Likeness.Data.Recurrences;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// What the columns of a table say of each other where rows belong to people: how many rows each key has, and which texts name one key, such as the names of
/// customers. These are free text, however many rows each has. Where no rows do, they may be those of a panel.
/// </summary>
internal static class SubjectKinds
{
    private const int MinTexts = 20;
    private const double MinLetters = 0.9; // texts with a letter
    private const double MostlyOwn = 0.5; // texts of one key

    /// <summary>The table with what was found.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    /// <param name="protects">Whether protection keeps rare levels from samples, so that names are invented.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema, bool protects = true) =>
        // Columns that have one name in memory are not known by it.
        loaded.Table.Columns.DistinctBy(column => column.Name).Count() < loaded.Table.Width
            ? loaded
            : RelatedPrefixes.Apply(
                JoinedTextSearch.Apply(
                    KeyReferences.Apply(
                        RankSearch.Apply(
                            TimePartSearch.Apply(loaded),
                            schema,
                            others => OfOthers(others, schema, protects)
                        )
                    ),
                    schema
                ),
                schema
            );

    private static LoadedTable OfOthers(LoadedTable loaded, TableSchema? schema, bool protects)
    {
        loaded = StatusCodes.Apply(loaded, schema);
        loaded = PanelKeys.Apply(NumberedColumns.Apply(loaded, schema), schema);
        loaded = NamedPanelKeys.Apply(loaded, schema);
        loaded = LongCodes.Apply(ClusterCodes.Apply(CopiedKeys.Apply(loaded, schema), schema), schema);
        loaded = IdCodes.Apply(loaded, schema);
        WideTable.Collect(loaded.Table.Width);
        var table = loaded.Table;
        int[] keys =
        [
            .. Enumerable.Range(0, table.Width).Where(i => table.Columns[i].Kind is IdentifierKind { Repeats: true }),
        ];
        loaded = NumberedTextSearch.Apply(loaded, schema, MayVary);
        if (keys.Length == 0)
        {
            loaded = PanelSearch.Apply(loaded);
            // Names may be the series of a panel.
            return RunningSearch.Apply(
                !protects || loaded.Table.Columns.Any(column => column.Panel is not null)
                    ? loaded
                    : RareNameSearch.Apply(loaded, schema, MayVary)
            );
        }

        loaded = protects ? RareNameSearch.Apply(loaded, schema, MayVary) : loaded;
        table = loaded.Table;

        Column[] columns = [.. table.Columns];
        ColumnFinding[] findings = [.. loaded.Findings];
        foreach (int key in keys)
        {
            var kind = (IdentifierKind)columns[key].Kind;
            columns[key] = columns[key] with { Kind = kind with { Rows = KeyRows.Count(table.Column(key)) } };
        }

        foreach (int column in Enumerable.Range(0, table.Width))
        {
            if (
                columns[column].Kind is CategoryKind levels
                && levels.LevelCount >= MinTexts
                && schema?.Find(columns[column].Name) is null
                && Array.FindIndex(keys, key => Names(table, key, column)) is var names
                && (names >= 0 ? names : Array.FindIndex(keys, key => AreRare(table, key, column)))
                    is >= 0
                        and var found
            )
            {
                string key = columns[keys[found]].Name;
                var rows = ((IdentifierKind)columns[keys[found]].Kind).Rows!;
                var pattern =
                    names >= 0 && levels.LevelCount == rows.Sizes.Sum(size => size.Keys)
                        ? KeyPatterns.Find(levels.Levels)
                        : null;
                columns[column] = columns[column] with
                {
                    Kind = pattern is null
                        ? new TextKind(levels.Levels) { IsInvented = true }
                        : new IdentifierKind(levels.Levels, pattern.ToString())
                        {
                            Next = pattern.Next,
                            Repeats = true,
                            Rows = KeyRows.Count(table.Column(column)),
                        },
                };
                if (column < findings.Length)
                {
                    findings[column] = findings[column] with
                    {
                        Why =
                            names < 0
                                ? $"texts of few '{key}' each, most of which protection would keep from samples: they {TextKinds.Invented}"
                            : pattern is null ? $"texts that name one '{key}' each, most of them"
                            : $"another key of each '{key}', of the pattern {pattern}",
                    };
                }
            }
        }

        return loaded with
        {
            Table = table.Under(columns),
            Findings = findings,
        };

        bool MayVary(int at) => !Array.Exists(keys, key => KeysOfEach(table, key, at) is not null);
    }

    // Whether all rows of a key of people or units have the same text, and most texts are of one key.
    private static bool Names(Table table, int key, int column) =>
        SubjectNames.MayBeUnits(table.Columns[key].Name)
        && KeysOfEach(table, key, column) is { Length: >= MinTexts } counts
        && counts.Count(count => count == 1) > MostlyOwn * counts.Length;

    // Whether all rows of a key have the same text, and most keys have a text of so few that protection keeps it from samples.
    private static bool AreRare(Table table, int key, int column) =>
        KeysOfEach(table, key, column) is { } counts
        && TextKinds.AreMostlyRare(((CategoryKind)table.Columns[column].Kind).Levels, counts, MinLetters, MinTexts);

    // The keys that have each text, if all rows of one key have the same.
    private static int[]? KeysOfEach(Table table, int key, int column)
    {
        var keys = table.Column(key);
        var texts = table.Column(column);
        var textOf = new Dictionary<double, double>();
        for (int row = 0; row < keys.Length; row++)
        {
            if (
                !double.IsNaN(keys[row])
                && !textOf.TryAdd(keys[row], texts[row])
                && !textOf[keys[row]].Equals(texts[row])
            )
            {
                return null;
            }
        }

        return [.. textOf.Values.Where(text => !double.IsNaN(text)).CountBy(text => text).Select(one => one.Value)];
    }
}
