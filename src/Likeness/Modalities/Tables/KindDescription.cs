using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Figures;

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
        var table = loaded.Table;
        return new DataDescription
        {
            Table = new DescriptionTable(
                ["Column", "Kind", "Example", "#Missing", "Range or levels", "Why"],
                [
                    .. table.Columns.Select(
                        (column, i) => (IReadOnlyList<string>)[.. Cells(table, i, loaded.Findings.ElementAtOrDefault(i))]
                    ),
                ]
            ),
            Lines = [.. Facts(loaded)],
        };
    }

    /// <summary>The range of a column's values, or its most frequent levels.</summary>
    public static string DescribeRange(Table table, int column)
    {
        var kind = table.Columns[column].Kind;
        double[] values = Array.FindAll(table.ColumnValues(column), value => !double.IsNaN(value));
        return values.Length == 0 ? ""
            : kind is IdentifierKind keys ? keys.Pattern
            : kind is TextKind texts ? $"{Numeral.Whole(texts.Texts.Count)} texts"
            : kind.LevelCount > 0 ? Levels(kind, values)
            : values.Min() == values.Max() ? $"constant: {kind.Write(values[0])}"
            : $"{kind.Write(values.Min())} to {kind.Write(values.Max())}";
    }

    private static IEnumerable<string> Cells(Table table, int index, ColumnFinding? finding)
    {
        var column = table.Columns[index];
        double[] values = table.ColumnValues(index);
        int missing = 0;
        double first = double.NaN;
        foreach (double value in values)
        {
            missing += double.IsNaN(value) ? 1 : 0;
            first = double.IsNaN(first) ? value : first;
        }

        yield return column.Name;
        yield return column.Kind is CategoryKind { IsOrdered: true } ? "ordered category" : column.Kind.Name;
        yield return Short(finding?.Example ?? column.Write(first), LongestText);
        yield return missing == 0 ? "" : Numeral.Percent(missing / (double)values.Length);
        yield return Short(DescribeRange(table, index), LongestRange);
        yield return finding?.Why ?? "";
    }

    private static string Levels(ColumnKind kind, double[] values)
    {
        int[] counts = new int[kind.LevelCount];
        foreach (double value in values)
        {
            counts[(int)value]++;
        }

        var frequent = Enumerable.Range(0, counts.Length).OrderByDescending(level => counts[level]).Take(ShownLevels);
        string shown = string.Join(", ", frequent.Select(level => Short(kind.Write(level), LongestText)));
        return counts.Length <= ShownLevels ? shown : $"{Numeral.Whole(counts.Length)}: {Short(shown, LongestRange - 10)}, …";
    }

    private static IEnumerable<string> Facts(LoadedTable loaded)
    {
        yield return $"{Numeral.Whole(loaded.Table.RowCount)} rows, {Numeral.Whole(loaded.Table.Width)} columns";
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
            yield return $"{delimiter}{space} between cells, {(dialect.HasHeader ? "names in the first line" : "no column names")}, {dialect.Encoding}";
        }
    }

    private static string Short(string text, int longest)
    {
        string shown = ControlCharacters.Replace(text);
        return shown.Length <= longest ? shown : $"{shown[..(longest - 1)]}…";
    }
}
