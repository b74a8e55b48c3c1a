using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Modalities.Tables.Views;

/// <summary>
/// Numbers of a short irregular list, such as temperatures that were whole degrees Fahrenheit, prices of a catalogue or sizes of bottles: each many rows have, and no row a number next to it.
/// Sampled numbers are moved to the nearest of the list. Densities are as without it.
/// </summary>
/// <param name="Values">The numbers of the list, ascending; at least two.</param>
internal sealed record ListedNumbers(double[] Values)
{
    private const int MaxValues = 1000;

    // Of the rows beside those with the most frequent number: the most that may be alone with theirs, with the row that comes next (by Good 1953, as many rows would have a new number) ...
    private const double MaxNew = 0.01;

    // ... and the most that protection moves to another number of the list.
    private const double MaxRare = 0.05;

    // The fraction of rows beside whose number the grid has none that the data have. With as many rows as the number, those next to it would not be absent by chance.
    private const double MinIsolated = 0.8;

    /// <summary>The lists of columns of training rows.</summary>
    /// <param name="train">The training rows under the columns of their schema.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="protects">Whether the numbers of few people are kept out of samples, and so out of the list.</param>
    public static IReadOnlyDictionary<string, ListedNumbers> All(
        Table train,
        IReadOnlyList<TableRule> rules,
        bool protects
    )
    {
        var counted = CountedRows.Find(train, rules);
        var found = new Dictionary<string, ListedNumbers>(StringComparer.Ordinal);
        for (int column = 0; column < train.Width; column++)
        {
            if (train.Columns[column] is not { Kind: NumberKind, DecimalsBy: null } one)
            {
                continue;
            }

            double[] cells = train.ColumnValues(column);
            // What is the same in all rows of a person counts once.
            cells = counted.TryGetValue(one.Name, out var rows)
                ? Array.ConvertAll(rows.Rows, row => cells[row])
                : cells;
            if (Find(Array.FindAll(cells, double.IsFinite), one.Grid, protects) is { } list)
            {
                found.Add(one.Name, list);
            }
        }

        return found;
    }

    /// <summary>The list of a column; null for numbers of no list.</summary>
    /// <param name="cells">Its numbers in the rows that count, in any order; finite.</param>
    /// <param name="grid">Their grid; null for none.</param>
    /// <param name="protects">Whether the list has only numbers of at least <see cref="Protection.MinRows"/> rows, between the fifth lowest and highest.</param>
    public static ListedNumbers? Find(double[] cells, Grid? grid, bool protects)
    {
        if (cells.Length < 2 * Protection.MinRows)
        {
            return null;
        }

        double[] sorted = [.. cells.Order()];
        var (low, high) = (sorted[Protection.MinRows - 1], sorted[^Protection.MinRows]);
        var counts = sorted.CountBy(value => value).ToArray();
        var inside = Array.FindAll(counts, one => one.Key >= low && one.Key <= high);
        var frequent = Array.FindAll(inside, one => one.Value >= Protection.MinRows);
        if (frequent.Length is < 2 or > MaxValues)
        {
            return null;
        }

        int rows = inside.Sum(one => one.Value);
        double others = rows - frequent.Max(one => one.Value);
        bool areComplete =
            inside.Count(one => one.Value == 1) + 1 <= MaxNew * others
            && rows - frequent.Sum(one => one.Value) <= MaxRare * others;
        return areComplete && Isolated(inside, grid) >= MinIsolated * rows
            ? new([.. (protects ? frequent : counts).Select(one => one.Key)])
            : null;
    }

    /// <summary>The nearest number of the list; the number itself if none is allowed, or for NaN.</summary>
    /// <param name="value">The number.</param>
    /// <param name="isAllowed">Whether it may become a number of the list.</param>
    public double Nearest(double value, Func<double, bool> isAllowed)
    {
        if (double.IsNaN(value))
        {
            return value;
        }

        int found = Array.BinarySearch(Values, value);
        int above = found >= 0 ? found : ~found;
        int below = above - 1;
        while (above < Values.Length && !isAllowed(Values[above]))
        {
            above++;
        }

        while (below >= 0 && !isAllowed(Values[below]))
        {
            below--;
        }

        return (below >= 0, above < Values.Length) switch
        {
            (false, false) => value,
            (false, true) => Values[above],
            (true, false) => Values[below],
            _ => value - Values[below] < Values[above] - value ? Values[below] : Values[above],
        };
    }

    /// <summary>Whether the numbers make sense together; those of a file may not.</summary>
    [JsonIgnore]
    public bool IsSound =>
        Values.Length > 1
        && Array.TrueForAll(Values, double.IsFinite)
        && Values.Zip(Values.Skip(1)).All(pair => pair.First < pair.Second);

    // The rows whose number has none of the data a step below or above.
    private static int Isolated(KeyValuePair<double, int>[] counts, Grid? grid)
    {
        double[] values = Array.ConvertAll(counts, one => one.Key);
        double step =
            grid?.Step ?? (WrittenPrecision.Detect(values).Decimals is int decimals ? Math.Pow(10, -decimals) : 0);
        bool IsNext(int value) => Math.Round((values[value] - values[value - 1]) / step) <= 1;
        return counts
            .Index()
            .Where(one =>
                (one.Index == 0 || !IsNext(one.Index)) && (one.Index == values.Length - 1 || !IsNext(one.Index + 1))
            )
            .Sum(one => one.Item.Value);
    }
}
