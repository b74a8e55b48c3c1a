using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Times;
using Likeness.Modalities.Tables.Texts;

namespace Likeness.Modalities.Tables;

/// <summary>The description of a table as it was read: the kind of each column, and why.</summary>
public static class KindDescription
{
    private const int ShownLevels = 4;
    private const int LongestText = 24;
    private const int LongestRange = 44;

    /// <summary>Describes all rows.</summary>
    public static DataDescription Create(LoadedTable loaded)
    {
        // Lines below the table say which columns are one time.
        var table = JoinedTimes.Without(loaded.Table);
        loaded = loaded with { Table = table };
        var train = Train(table);
        var texts = new TextSourceSearch(train);
        var numbered = TextFit.FindNumbered(train, texts);
        return new DataDescription
        {
            Table = new DescriptionTable(
                ["Column", "Kind", "Example", "#Missing", "Range or levels", "Why"],
                [
                    .. table.Columns.Select(
                        (column, i) =>
                            (IReadOnlyList<string>)
                                [
                                    .. Cells(
                                        table,
                                        i,
                                        loaded.Findings.ElementAtOrDefault(i),
                                        numbered.Contains(column.Name)
                                    ),
                                ]
                    ),
                ]
            ),
            Lines = [.. Facts(loaded, texts, numbered)],
            Remarks = [.. MissingCodes.Find(table), .. MissingSpellings.Find(loaded)],
        };
    }

    /// <summary>The range of a column's values, or its most frequent levels.</summary>
    public static string DescribeRange(Table table, int column)
    {
        var kind = table.Columns[column].Kind;
        var (smallest, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in table.Column(column))
        {
            // Comparisons with NaN are false.
            smallest = value < smallest ? value : smallest;
            largest = value > largest ? value : largest;
        }

        return smallest > largest ? ""
            : kind is IdentifierKind { Pattern: IdentifierKind.Counter } numbers
                ? $"{Numeral.Whole(numbers.Texts.Count)} numbers"
            : kind is IdentifierKind keys ? keys.Summary
            : kind is TextKind texts ? $"{Numeral.Whole(texts.Texts.Count)} texts"
            : kind is ListKind lists
                ? Levels(ListChoices.CountsOf(lists, table.Column(column)), choice => lists.Choices[choice])
            : kind.LevelCount > 0 ? Levels(kind, table.Column(column))
            : smallest == largest ? $"constant: {kind.Write(smallest)}"
            : $"{kind.Write(smallest)} to {kind.Write(largest)}";
    }

    private static IEnumerable<string> Cells(Table table, int index, ColumnFinding? finding, bool isNumbered)
    {
        var column = table.Columns[index];
        var (missing, first) = Gaps(table.Column(index), column);
        yield return column.Name;
        yield return column.Kind is CategoryKind { IsOrdered: true } ? "ordered category" : column.Kind.Name;
        yield return Short(finding?.Example ?? column.Write(first), LongestText);
        yield return missing == 0 ? "" : Numeral.Percent(missing / (double)table.RowCount);
        yield return Short(DescribeRange(table, index), LongestRange);
        string why = finding?.Why ?? "";
        yield return isNumbered ? why.Replace(TextKinds.Invented, "number them", StringComparison.Ordinal) : why;
    }

    // Of the rows that training takes by default, texts may be too few to invent others.
    private static Table Train(Table table)
    {
        var split = new SplitSettings(SplitSettings.DefaultTest, SplitSettings.DefaultValidation, Seed: 0);
        return
            Array.Exists([.. table.Columns], column => column.Kind is TextKind { IsInvented: true })
            && split.CanSplit(table.RowCount)
            ? table.TakeRows(split.Split(table.RowCount, "rows").Train)
            : table;
    }

    // The number of missing cells, and the first that is not missing.
    private static (int Missing, double First) Gaps(ReadOnlySpan<double> values, Column column)
    {
        int missing = 0;
        double first = double.NaN;
        foreach (double value in values)
        {
            missing += column.IsMissing(value) ? 1 : 0;
            first = double.IsNaN(first) ? value : first;
        }

        return (missing, first);
    }

    private static string Levels(ColumnKind kind, ReadOnlySpan<double> values)
    {
        int[] counts = new int[kind.LevelCount];
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                counts[(int)value]++;
            }
        }

        return Levels(counts, level => kind.Write(level));
    }

    private static string Levels(int[] counts, Func<int, string> write)
    {
        var frequent = Enumerable.Range(0, counts.Length).OrderByDescending(level => counts[level]).Take(ShownLevels);
        string shown = string.Join(", ", frequent.Select(level => Short(write(level), LongestText)));
        return counts.Length <= ShownLevels
            ? shown
            : $"{Numeral.Whole(counts.Length)}: {Short(shown, LongestRange - 10)}, …";
    }

    private static IEnumerable<string> Facts(LoadedTable loaded, TextSourceSearch texts, IReadOnlySet<string> numbered)
    {
        yield return $"{Numeral.Whole(loaded.Table.RowCount)} rows, {Numeral.Whole(loaded.Table.Width)} columns";
        for (int i = 0; i < loaded.Table.Width; i++)
        {
            if (
                // Those that are joined are rules.
                texts.Find(i).Joined
                    is null
                && TextFit.SourcesOf(texts.Find(i), numbered) is { Count: > 0 } sources
                && !numbered.Contains(loaded.Table.Columns[i].Name)
            )
            {
                yield return $"{loaded.Table.Columns[i].Name} repeats {string.Join(" and ", sources.Select(source => source.Column).Distinct())}";
            }
        }

        foreach (var (i, column) in loaded.Table.Columns.Index())
        {
            foreach (string repeated in Repeated(column))
            {
                yield return repeated;
            }

            if (TextFit.WordsOf(loaded.Table, i, texts, numbered) is { } words)
            {
                yield return $"{column.Name} has words that go with {words.Column}, such as {string.Join(", ", words.Examples)}";
            }
        }

        if (loaded.RemarkBelow is { } below)
        {
            yield return below;
        }

        if (loaded.Dialect is { } dialect)
        {
            string delimiter = dialect.Delimiter switch
            {
                ',' => "commas",
                ';' => "semicolons",
                '\t' => "tabs",
                '|' => "bars",
                _ => $"'{dialect.Delimiter}'",
            };
            string space = dialect.SpaceAfterDelimiter ? " and spaces" : "";
            yield return $"{delimiter}{space} between cells, {(dialect.HasHeader ? $"names in {(dialect.Titles is { Count: var titles } ? $"line {titles + 1}" : "the first line")}" : "no column names")}{(dialect.Units is null ? "" : ", units below them")}, {dialect.Encoding}";
        }
    }

    // The columns that places of templates repeat.
    private static IEnumerable<string> Repeated(Column column) =>
        column.Kind is CategoryKind { Numbered: { } templates } levels
            ? from one in templates
            from source in one.Places.Select(place => place.Source?.Column).OfType<string>().Distinct()
            group levels.Levels[one.Level] by source into own
            let others = own.Count() > 1 ? $" and {own.Count() - 1} others" : ""
            select $"{column.Name} repeats {own.Key} in '{own.First()}'{others}"
            : [];

    private static string Short(string text, int longest)
    {
        string shown = ControlCharacters.Replace(text);
        return shown.Length <= longest ? shown : $"{shown[..(longest - 1)]}…";
    }
}
