using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Levels;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>What samples may hold in one column.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Low">The smallest number that is emitted; −∞ for levels.</param>
/// <param name="High">The largest number that is emitted; ∞ for levels.</param>
/// <param name="Rare">The levels that are not emitted.</param>
internal sealed record ColumnLimits(string Column, double Low, double High, IReadOnlyList<int> Rare)
{
    /// <summary>The codes in place of numbers that are not emitted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? RareCodes { get; init; }

    /// <summary>Of the levels that are not emitted, those that stand for others with the same coarse values, see <see cref="CoarseValues"/>; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? StandIns { get; init; }

    /// <summary>The fraction of the training rows that have one of the levels that are not emitted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double RareRows { get; init; }

    /// <summary>The column of the people who are counted in place of rows; null for rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>Who has too few of the data: fewer than 5 training rows, or people.</summary>
    [JsonIgnore]
    public string Few =>
        Key is null
            ? $"fewer than {Protection.MinRows} training rows"
            : $"fewer than {Protection.MinRows} of '{Key}' in the training rows";

    /// <summary>The limits of a column; null for none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="repeating">Its rule, if it repeats others: what it repeats is protected in these.</param>
    /// <param name="all">Its cells in the training rows.</param>
    /// <param name="counted">The rows that count; null if all do.</param>
    /// <param name="panel">The rows of the panel of which the column names series, or is the same in all rows of each; null for another one. Those of the whole file count: a part of it has fewer of each series.</param>
    public static ColumnLimits? Find(
        Column column,
        OneOfColumn? repeating,
        ReadOnlySpan<double> all,
        CountedRows? counted,
        PanelRows? panel = null
    )
    {
        double[] rows = all.ToArray();
        double[] cells = counted is null ? rows : Array.ConvertAll(counted.Rows, row => rows[row]);
        double[] present = Array.FindAll(cells, cell => !double.IsNaN(cell));
        if (column.Kind.LevelCount > 0)
        {
            var counts = new int[column.Kind.LevelCount];
            Array.ForEach(present, level => counts[(int)level]++);
            if (panel is not null && panel.Keys.Concat(panel.Shared).Contains(column.Name))
            {
                int at = panel.Keys.Concat(panel.Shared).ToList().IndexOf(column.Name);
                counts =
                [
                    .. counts.Select(
                        (count, level) =>
                            Math.Max(count, panel.Series.Where(one => one.Values[at] == level).Sum(one => one.Count))
                    ),
                ];
            }

            int[] rare =
            [
                .. Enumerable
                    .Range(0, counts.Length)
                    .Where(level =>
                        counts[level] < Protection.MinRows && (repeating?.Own.Any(own => own.Cell == level) ?? true)
                    ),
            ];
            return rare.Length == 0
                ? null
                : new(column.Name, double.NegativeInfinity, double.PositiveInfinity, rare)
                {
                    RareRows = rows.Count(cell => rare.Any(level => level == cell)) / (double)rows.Length,
                    Key = counted?.Key,
                };
        }

        if (repeating is not null || !column.Kind.IsNumeric || present.Length < 2 * Protection.MinRows)
        {
            return null;
        }

        var rowsOf = cells.CountBy(NumberCodes.Of).ToDictionary();
        int[] codes =
        [
            .. Enumerable
                .Range(0, column.Codes?.Count ?? 0)
                .Where(code => rowsOf.GetValueOrDefault(code) < Protection.MinRows),
        ];
        Array.Sort(present);
        return new(column.Name, present[Protection.MinRows - 1], present[^Protection.MinRows], [])
        {
            RareCodes = codes.Length > 0 ? codes : null,
        };
    }
}
