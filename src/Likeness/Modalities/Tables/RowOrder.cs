using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables;

/// <summary>The order in which the rows of the data stand, such as that of a log: samples stand in it, too.</summary>
/// <param name="Column">The column by whose values rows are sorted.</param>
/// <param name="Falls">Whether they stand from the largest value to the smallest.</param>
internal sealed record RowOrder(string Column, bool Falls)
{
    // The logarithm of the number of orders that rows could have, for one they do: 10⁻⁹ by chance.
    private const double MinEvidence = 21;
    private const int MaxColumns = 3;

    // Of more samples, as many at a time are sorted, so that memory does not grow with them.
    private const int MaxRows = 1 << 20;

    /// <summary>The order of rows with the same value; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RowOrder? Then { get; init; }

    /// <summary>The levels of the column in the order in which their rows stand together; null where it is that of the values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Levels { get; init; }

    /// <summary>A sentence on it.</summary>
    [JsonIgnore]
    public string Remark => $"rows stand in the order of {Names}; samples do, too";

    private string Names =>
        $"'{Column}'{(Falls ? ", from the largest to the smallest" : "")}{(Levels is null ? "" : " (a block for each, as in the data)")}{(Then is null ? "" : $", then {Then.Names}")}";

    /// <summary>Finds the order; null if rows are not sorted. Where rows stand by key, it is that of the keys.</summary>
    /// <param name="train">Training rows, in the order of the data.</param>
    /// <param name="rules">Their rules.</param>
    /// <param name="known">The columns by which the rows of a panel may be sorted: those that its samples have as in the data; null for other tables.</param>
    public static RowOrder? Find(Table train, IReadOnlyList<TableRule> rules, IEnumerable<string>? known = null)
    {
        var ranks = rules.OfType<RankColumn>().Select(rule => rule.Column).ToHashSet(StringComparer.Ordinal);
        var keys = rules.OfType<SubjectColumns>().Where(rule => rule.AreTogether).ToList();
        if (train.Picture is not null)
        {
            return null;
        }

        // Rows of a key stay next to each other.
        int[] columns =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(at =>
                    train.Columns[at] is var column
                    && keys.TrueForAll(rule => rule.Same.Contains(column.Name))
                    && (column.Kind.IsNumeric || column.Kind.LevelCount > 0)
                    && !ranks.Contains(column.Name)
                    && known?.Contains(column.Name) != false
                ),
        ];
        // Each outer key counts once: few of many rows may stand in any order by chance.
        var heads = keys.Where(rule => rule.Within is null).Aggregate(train, FirstRows);
        return Find(heads, columns, [0, heads.RowCount], MaxColumns);
    }

    private static Table FirstRows(Table rows, SubjectColumns rule)
    {
        double[] keys = rows.ColumnValues(rows.Columns.Index().First(one => one.Item.Name == rule.Column).Index);
        return rows.TakeRows([
            .. Enumerable.Range(0, keys.Length).Where(row => row == 0 || !keys[row].Equals(keys[row - 1])),
        ]);
    }

    // Rows with the same values so far begin at each of the places.
    private static RowOrder? Find(Table train, int[] columns, List<int> starts, int most)
    {
        (int Changes, int At, int[]? Levels) best = (0, -1, null);
        foreach (int at in columns)
        {
            int[]? levels = null;
            int changes = Changes(train.Column(at), starts, choices: 0);
            if (changes == 0 && train.Columns[at].Kind.LevelCount > 0)
            {
                levels = Appearing(train.Column(at));
                changes = Changes(Places(train.ColumnValues(at), levels), starts, LogFactorial(levels.Length));
            }

            best = Math.Abs(changes) > Math.Abs(best.Changes) ? (changes, at, levels) : best;
        }

        if (best.At < 0)
        {
            return null;
        }

        var next = Starts(train.Column(best.At), starts);
        return new(train.Columns[best.At].Name, best.Changes < 0)
        {
            Levels = best.Levels,
            Then = most > 1 ? Find(train, columns, next, most - 1) : null,
        };
    }

    // The levels, in the order of their first rows.
    private static int[] Appearing(ReadOnlySpan<double> values)
    {
        var levels = new List<int>();
        var seen = new HashSet<double>();
        foreach (double value in values)
        {
            if (!double.IsNaN(value) && seen.Add(value))
            {
                levels.Add((int)value);
            }
        }

        return [.. levels];
    }

    // The place of each value among levels; behind them where it is none of these, such as one that the training rows do not have.
    private static double[] Places(double[] values, IReadOnlyList<int> levels)
    {
        var placeOf = levels.Index().ToDictionary(one => (double)one.Item, one => (double)one.Index);
        return Array.ConvertAll(
            values,
            value => double.IsNaN(value) ? value : placeOf.GetValueOrDefault(value, levels.Count + value)
        );
    }

    private static double LogFactorial(int count) => Enumerable.Range(1, count).Sum(factor => Math.Log(factor));

    private static List<int> Starts(ReadOnlySpan<double> values, List<int> starts)
    {
        var next = new List<int>();
        int group = 0;
        for (int row = 0; row < values.Length; row++)
        {
            bool isFirst = row == starts[group];
            group += isFirst ? 1 : 0;
            if (isFirst || !values[row].Equals(values[row - 1]))
            {
                next.Add(row);
            }
        }

        next.Add(values.Length);
        return next;
    }

    // The rises of values that are sorted in each group, less than 0 for falls; 0 for others, and for orders that may be by chance, of as many as there are choices (their logarithm).
    private static int Changes(ReadOnlySpan<double> values, List<int> starts, double choices)
    {
        int changes = 0;
        int same = 1; // rows so far
        double evidence = -choices;
        int group = 0;
        int rows = 0;
        for (int row = 0; row < values.Length; row++)
        {
            bool isFirst = row == starts[group];
            (group, rows) = isFirst ? (group + 1, 1) : (group, rows + 1);
            int step = isFirst ? 0 : values[row].CompareTo(values[row - 1]);
            if (double.IsNaN(values[row]) || step * changes < 0)
            {
                return 0;
            }

            changes += Math.Sign(step);
            same = isFirst || step != 0 ? 1 : same + 1;
            // n! / (n₁! n₂! …), factor by factor.
            evidence += Math.Log(rows / (double)same);
        }

        return evidence >= MinEvidence ? changes : 0;
    }

    /// <summary>The places of rows in this order.</summary>
    /// <param name="rows">Rows with the column.</param>
    public int[] Of(Table rows)
    {
        var cells = new NamedCells(rows);
        var sorted = Enumerable.Range(0, rows.RowCount).OrderBy(Value(cells));
        for (var next = Then; next is not null; next = next.Then)
        {
            sorted = sorted.ThenBy(next.Value(cells));
        }

        return [.. sorted];
    }

    private Func<int, double> Value(NamedCells cells)
    {
        double[] values = Levels is null ? cells[Column] : Places(cells[Column], Levels);
        int sign = Falls ? -1 : 1;
        return row => sign * values[row];
    }

    /// <summary>Rows in this order.</summary>
    /// <param name="parts">Sampled rows, which are numbered one after another.</param>
    public IEnumerable<SubjectRows> Sorted(IEnumerable<SubjectRows> parts) => Together(parts, Of);

    /// <summary>Rows as they are, as many together as are sorted at a time.</summary>
    /// <param name="parts">Sampled rows, which are numbered one after another.</param>
    public static IEnumerable<SubjectRows> Together(IEnumerable<SubjectRows> parts) =>
        Together(parts, rows => [.. Enumerable.Range(0, rows.RowCount)]);

    private static IEnumerable<SubjectRows> Together(IEnumerable<SubjectRows> parts, Func<Table, int[]> orderOf)
    {
        var waiting = new List<SubjectRows>();
        foreach (var part in parts)
        {
            waiting.Add(part);
            if (waiting.Sum(one => one.Rows.RowCount) >= MaxRows)
            {
                yield return Joined(waiting, orderOf);
                waiting.Clear();
            }
        }

        if (waiting.Count > 0)
        {
            yield return Joined(waiting, orderOf);
        }
    }

    // The same numbers, in the order in which their subjects begin.
    private static long[] InOrder(long[] numbers)
    {
        var numberOf = numbers.Distinct().Zip(numbers.Distinct().Order()).ToDictionary();
        return Array.ConvertAll(numbers, number => numberOf[number]);
    }

    /// <summary>All rows in an order.</summary>
    /// <param name="parts">Sampled rows, which are numbered one after another.</param>
    /// <param name="orderOf">The places of rows in the order.</param>
    public static SubjectRows Joined(IReadOnlyList<SubjectRows> parts, Func<Table, int[]> orderOf)
    {
        var rows = SubjectSampling.Joined([.. parts.Select(part => part.Rows)]);
        int[] order = orderOf(rows);
        return new(
            rows.TakeRows(order),
            parts[0].First,
            parts[0]
                .Numbers.Keys.ToDictionary(
                    name => name,
                    name =>
                    {
                        long[] all = [.. parts.SelectMany(part => part.Numbers[name])];
                        return InOrder(Array.ConvertAll(order, row => all[row]));
                    }
                )
        );
    }
}
