using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Views;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>
/// Keeps numbers within the range that they have beside a level of another column: results of sodium are no results of creatinine. With protection, numbers below the fifth lowest or above the fifth
/// highest of a level are not sampled.
/// </summary>
/// <param name="all">The ranges, at most one of each column.</param>
internal sealed class LevelRanges(IReadOnlyList<ColumnRanges> all)
{
    private const int MaxNamed = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>No ranges.</summary>
    public static LevelRanges None { get; } = new([]);

    /// <summary>The ranges.</summary>
    public IReadOnlyList<ColumnRanges> All => all;

    /// <summary>What is beyond them, for a sentence on protection: <c>those of their test in result</c>; null where nothing is protected.</summary>
    public string? Description
    {
        get
        {
            var groups = all.Where(ranges => ranges.Protects).GroupBy(ranges => ranges.By).Take(MaxNamed).ToList();
            return groups.Count == 0 ? null : string.Join(", ", groups.Select(Describe));
        }
    }

    /// <summary>Finds the ranges of training rows.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="protects">Whether the numbers of few people are kept out of samples.</param>
    /// <param name="relative">The names of columns whose numbers models see relative to the levels of their series, which says more than ranges of a few rows.</param>
    /// <param name="listed">The lists that have the numbers of columns.</param>
    public static LevelRanges Fit(
        Table train,
        IReadOnlyList<TableRule> rules,
        bool protects,
        IEnumerable<string> relative,
        IReadOnlyDictionary<string, ListedNumbers> listed
    ) =>
        new([
            .. RangeSearch
                .All(train, rules, protects)
                .Where(ranges => !relative.Contains(ranges.Column))
                .Select(ranges => ranges with { Listed = listed.GetValueOrDefault(ranges.Column) }),
        ]);

    /// <summary>Samples whose numbers between the fifth and the lowest or highest of their level are within its limits.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="changed">The rows that have other numbers.</param>
    public Table Fold(Table rows, out int[] changed) => Changed(rows, (range, value) => range.Fold(value), out changed);

    /// <summary>Samples with numbers within the limits of their level, many of which may be the limits themselves.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="changed">The rows that have other numbers.</param>
    public Table Clamp(Table rows, out int[] changed) =>
        Changed(rows, (range, value) => Math.Clamp(value, range.Low, range.High), out changed);

    /// <summary>Excludes rows that hold a number beyond the limits of its level.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="allowed">Set to false for such rows.</param>
    /// <param name="isObserved">Whether a number was observed: the row and the column; null where none was. A number and a level that were observed are as they are.</param>
    public void Exclude(Table rows, bool[] allowed, Func<int, int, bool>? isObserved = null)
    {
        foreach (var ranges in all)
        {
            var (column, by) = Places(rows, ranges);
            var cells = rows.Column(column);
            var levels = rows.Column(by);
            for (int row = 0; row < allowed.Length; row++)
            {
                allowed[row] &=
                    ranges.Of(levels[row]) is not { } range
                    || !range.Excludes(cells[row])
                    || (isObserved is not null && isObserved(row, column) && isObserved(row, by));
            }
        }
    }

    /// <summary>The place of a column and its level, beside which a row has a number beyond the limits; null if it has none.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="row">The row.</param>
    public (int By, double Level)? Broken(Table rows, int row)
    {
        foreach (var ranges in all)
        {
            var (column, by) = Places(rows, ranges);
            if (ranges.Of(rows[row, by])?.Excludes(rows[row, column]) == true)
            {
                return (by, rows[row, by]);
            }
        }

        return null;
    }

    /// <summary>The ranges as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(all, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static LevelRanges FromJson(JsonElement json)
    {
        try
        {
            return new(json.Deserialize<ColumnRanges[]>(Json) ?? []);
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                "the stored ranges of levels are damaged or of another program (restore run.json, or train again)",
                error
            );
        }
    }

    private static string Describe(IGrouping<string, ColumnRanges> columns)
    {
        string[] names = [.. columns.Select(ranges => ranges.Column)];
        string more = names.Length > MaxNamed ? $" and {names.Length - MaxNamed} more columns" : "";
        return $"those of their {columns.Key} in {string.Join(" and ", names.Take(MaxNamed))}{more}";
    }

    private Table Changed(Table rows, Func<LevelRange, double, double> change, out int[] changed)
    {
        changed = [];
        if (all.Count == 0)
        {
            return rows;
        }

        var which = new SortedSet<int>();
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (var ranges in all)
        {
            var (column, by) = Places(rows, ranges);
            for (int row = 0; row < rows.RowCount; row++)
            {
                double value = cells[column][row];
                if (
                    ranges.Of(cells[by][row]) is { } range
                    && range.Excludes(value)
                    && change(range, value) is var next
                    && next != value
                )
                {
                    cells[column][row] = ranges.Rounded(next, range, rows.Columns[column]);
                    which.Add(row);
                }
            }
        }

        changed = [.. which];
        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    private static (int Column, int By) Places(Table rows, ColumnRanges ranges)
    {
        var (column, by) = (-1, -1);
        for (int i = 0; i < rows.Width; i++)
        {
            column = rows.Columns[i].Name == ranges.Column ? i : column;
            by = rows.Columns[i].Name == ranges.By ? i : by;
        }

        return (column, by);
    }
}
