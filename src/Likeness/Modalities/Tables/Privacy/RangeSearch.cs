using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Views;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>Finds columns of numbers whose range depends on a category: a number beside another level would often be out of the range of this one.</summary>
internal static class RangeSearch
{
    // The fraction of numbers of other levels that must be out of a level's range, beyond those that would be by chance.
    private const double MinOutside = 0.25;

    /// <summary>The ranges, at most one of each column: those that exclude most.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="protects">Whether the numbers of few people are kept out of samples.</param>
    public static IEnumerable<ColumnRanges> All(Table train, IReadOnlyList<TableRule> rules, bool protects)
    {
        if (train.Width > RuleSearch.MaxColumns)
        {
            yield break;
        }

        var levels = new RowLevels?[train.Width];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] =
                train.Columns[i].Kind.LevelCount > 0 ? RowLevels.Create(train.Columns[i], train.Column(i)) : null;
        }

        var heads = rules
            .OfType<SubjectColumns>()
            .Select(rule => (rule, rows: new Lazy<int[]>(() => [.. rule.FirstRows(train).Distinct()])))
            .ToList();
        for (int column = 0; column < train.Width; column++)
        {
            string name = train.Columns[column].Name;
            if (
                !train.Columns[column].Kind.IsNumeric
                || train.Columns[column].Kind is TimeKind
                || IsSettled(name, rules)
            )
            {
                continue;
            }

            // What is the same in all rows of a person counts once.
            int[] rows =
                heads.Find(head => head.rule.Same.Contains(name)).rows?.Value
                ?? [.. Enumerable.Range(0, train.RowCount)];
            bool isComputed = rules.Any(rule => rule.Column == name && rule.IsComputed);
            if (Find(train, column, rows, levels, rules, protects && !isComputed) is { } ranges)
            {
                yield return ranges;
            }
        }
    }

    // Columns that are looked up, and those that count or sum up the rows of a person.
    private static bool IsSettled(string name, IReadOnlyList<TableRule> rules) =>
        rules.Any(rule =>
            (rule.Column == name && rule is DeterminedColumn or FollowingColumn or OneOfColumn or RankColumn)
            || (
                rule is SubjectColumns { Series: { } series }
                && (series.Counter == name || series.Totals.Any(total => total.Column == name))
            )
        );

    // Whether a column is computed from another one, perhaps over further ones; orders may run in a circle.
    private static bool Follows(string column, string other, IReadOnlyList<TableRule> rules)
    {
        var needed = new List<string> { column };
        for (int i = 0; i < needed.Count; i++)
        {
            needed.AddRange(
                rules
                    .Where(rule => rule.Column == needed[i])
                    .SelectMany(rule => rule.Needs)
                    .Distinct()
                    .Except(needed)
                    .ToList()
            );
        }

        return needed.Contains(other);
    }

    private static ColumnRanges? Find(
        Table train,
        int column,
        int[] rows,
        RowLevels?[] levels,
        IReadOnlyList<TableRule> rules,
        bool protects
    )
    {
        var cells = train.Column(column);
        double[] sorted = new double[rows.Length];
        int count = 0;
        foreach (int row in rows)
        {
            if (!double.IsNaN(cells[row]))
            {
                sorted[count++] = cells[row];
            }
        }

        sorted = sorted[..count];
        Array.Sort(sorted);
        ColumnRanges? best = null;
        double most = MinOutside;
        int? decimals = null;
        for (int by = 0; by < levels.Length; by++)
        {
            if (levels[by] is not { } one)
            {
                continue;
            }

            // The levels of marks follow from the marks, and so do sensors of separate ranges, between which there is nothing.
            bool follows = Follows(train.Columns[by].Name, train.Columns[column].Name, rules);
            var groups = Grouped(cells, rows, one);
            double outside = groups.Sum(group => Outside(group.Numbers, sorted)) / Math.Max(1, count);
            if (follows ? best is null && outside >= MinOutside : outside > most)
            {
                most = follows ? most : outside;
                decimals ??= WrittenPrecision.Detect(sorted) is { SinglePrecision: false } written
                    ? written.Decimals
                    : null;
                best = new(
                    train.Columns[column].Name,
                    train.Columns[by].Name,
                    decimals,
                    [
                        .. groups.Select(group =>
                            follows
                                ? LevelRange.Create(group.Level, group.Numbers, protects: false).Widened()
                                : LevelRange.Create(group.Level, group.Numbers, protects)
                        ),
                    ]
                );
            }
        }

        return best is null
            ? null
            : best with
            {
                Frequencies = StoredColumn.Create(train.Columns[column], train.Column(column)).Frequencies,
            };
    }

    // The numbers of each level that has enough, in order.
    private static List<(int Level, double[] Numbers)> Grouped(ReadOnlySpan<double> cells, int[] rows, RowLevels levels)
    {
        var numbers = new List<double>[levels.Values.Length];
        foreach (int row in rows)
        {
            if (!double.IsNaN(cells[row]))
            {
                (numbers[levels.Levels[row]] ??= []).Add(cells[row]);
            }
        }

        var groups = new List<(int, double[])>();
        for (int level = 0; level < numbers.Length; level++)
        {
            if (numbers[level] is { Count: >= Protection.MinRows } some && !double.IsNaN(levels.Values[level]))
            {
                some.Sort();
                groups.Add(((int)levels.Values[level], [.. some]));
            }
        }

        return groups;
    }

    // Of independent numbers, two of n + 1 would be beyond n others.
    private static double Outside(double[] level, double[] all)
    {
        int within = Place(all, level[^1], isAfter: true) - Place(all, level[0], isAfter: false);
        double others = all.Length - level.Length;
        double outside = others <= 0 ? 0 : 1 - ((within - level.Length) / others);
        return level.Length * Math.Max(0, outside - (2.0 / (level.Length + 1)));
    }

    // The place of the first number that is not smaller than a value, or that is larger.
    private static int Place(double[] sorted, double value, bool isAfter)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            int middle = (from + to) / 2;
            bool isBefore = isAfter ? sorted[middle] <= value : sorted[middle] < value;
            (from, to) = isBefore ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
