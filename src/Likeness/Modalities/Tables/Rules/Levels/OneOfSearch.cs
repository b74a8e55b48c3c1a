using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds categories that are always those of one of two other columns, or one of a few levels of their own. By chance, the rows that do not repeat one of the two would
/// repeat the other one with probability Π p(its value), among these rows, which must be tiny for both.
/// </summary>
internal static class OneOfSearch
{
    private const int MinLevels = 3;

    // Numbers of fewer values are flags, or steps of a scale, and equal without meaning the same.
    private const int MinNumbers = 5;
    private const int MaxOwn = 3;

    // Most pairs of columns fail in the first rows.
    private const int FirstRows = 2000;

    /// <summary>The rules, of the last columns first.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    public static IReadOnlyList<OneOfColumn> All(Table rows, IReadOnlyList<TableRule> found)
    {
        var counts = Enumerable.Range(0, rows.Width).Select(column => LevelMap.Counts(rows, column)).ToList();
        var all = new List<OneOfColumn>();
        for (int column = rows.Width - 1; column >= 0; column--)
        {
            TableRule[] before = [.. found, .. all];
            string name = rows.Columns[column].Name;
            if (counts[column]?.Count < MinLevels || !RuleSearch.IsOriginal(name, before))
            {
                continue;
            }

            int[] others =
            [
                .. Enumerable
                    .Range(0, rows.Width)
                    .Where(other =>
                        other != column
                        && counts[other] is { } theirs
                        && (rows.Columns[other].Kind is not NumberKind || theirs.Count >= MinNumbers)
                        && LevelMap.MayCompare(rows.Columns[other], rows.Columns[column])
                        && !RuleSearch.Needs(rows.Columns[other].Name, name, before)
                    ),
            ];
            if (counts[column] is { } own && others.Length > 1 && Find(rows, column, others, own) is { } rule)
            {
                all.Add(rule);
            }
        }

        return all;
    }

    /// <summary>The rule of columns that some rows may break.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="column">The place of the column that repeats others.</param>
    /// <param name="sources">The places of the others.</param>
    /// <param name="own">The levels of its own.</param>
    public static OneOfColumn Create(Table rows, int column, int[] sources, IEnumerable<double> own) =>
        new(
            rows.Columns[column].Name,
            [.. sources.Select(source => rows.Columns[source].Name)],
            [.. own.Order().Select(cell => new OwnLevel(cell, rows.Columns[column].Write(cell)))],
            rows.ColumnValues(column).Any(double.IsNaN)
        );

    private static OneOfColumn? Find(Table rows, int column, int[] others, Dictionary<double, int> counts)
    {
        var first = rows.RowCount > FirstRows ? rows.TakeRows([.. Enumerable.Range(0, FirstRows)]) : rows;
        var repeats = others
            .Select(other => (At: other, Rows: Repeats(first, column, other)))
            .Where(one => one.Rows.Contains(true))
            .ToList();
        return (
            from one in repeats
            from other in repeats
            where one.At < other.At && MayRepeat(first, column, one.Rows, other.Rows, counts)
            select Find(rows, column, one.At, other.At, counts)
        ).FirstOrDefault(rule => rule is not null);
    }

    private static OneOfColumn? Find(Table rows, int column, int one, int other, Dictionary<double, int> counts)
    {
        var theirs = LevelsOf(rows, column, one);
        theirs.UnionWith(LevelsOf(rows, column, other));
        double[] own = [.. counts.Keys.Where(level => !theirs.Contains(level))];
        if (own.Length > MaxOwn || own.Any(level => counts[level] < Protection.MinRows))
        {
            return null;
        }

        var rule = Create(rows, column, [one, other], own);
        if (rule.Holds(rows).Contains(false))
        {
            return null;
        }

        bool[] first = Repeats(rows, column, one);
        bool[] second = Repeats(rows, column, other);
        bool isOwn(int row) => !theirs.Contains(rows[row, column]);
        int[] notFirst = [.. Enumerable.Range(0, rows.RowCount).Where(row => !first[row] && !isOwn(row))];
        int[] notSecond = [.. Enumerable.Range(0, rows.RowCount).Where(row => !second[row] && !isOwn(row))];
        return
            LogChance(rows, column, notFirst) < RuleSearch.MaxLogChance
            && LogChance(rows, column, notSecond) < RuleSearch.MaxLogChance
            && !IsOrder(rows, column, one, other, [.. notFirst, .. notSecond])
            ? rule
            : null;
    }

    // log Π p(value) of rows whose value is that of the only column left.
    private static double LogChance(Table rows, int column, int[] which)
    {
        double[] values = [.. which.Select(row => rows[row, column]).Where(value => !double.IsNaN(value))];
        return values.CountBy(value => value).Sum(one => one.Value * Math.Log(one.Value / (double)values.Length));
    }

    // The larger or smaller of two numbers is found as an order.
    private static bool IsOrder(Table rows, int column, int one, int other, int[] which) =>
        rows.Columns[column].Kind is NumberKind
        && (
            Array.TrueForAll(which, row => !(rows[row, column] < Math.Max(rows[row, one], rows[row, other])))
            || Array.TrueForAll(which, row => !(rows[row, column] > Math.Min(rows[row, one], rows[row, other])))
        );

    // Whether rows without either value may have one of a few levels of their own.
    private static bool MayRepeat(Table rows, int column, bool[] one, bool[] other, Dictionary<double, int> counts)
    {
        var own = new HashSet<double>();
        for (int row = 0; row < one.Length; row++)
        {
            double value = rows[row, column];
            if (!one[row] && !other[row] && !double.IsNaN(value))
            {
                own.Add(value);
                if (own.Count > MaxOwn || counts[value] < Protection.MinRows)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool[] Repeats(Table rows, int column, int source)
    {
        var between = LevelMap.Between(rows.Columns[source], rows.Columns[column]);
        var repeats = new bool[rows.RowCount];
        for (int row = 0; row < repeats.Length; row++)
        {
            repeats[row] = between(rows[row, source]) == rows[row, column];
        }

        return repeats;
    }

    private static HashSet<double> LevelsOf(Table rows, int column, int source)
    {
        var between = LevelMap.Between(rows.Columns[source], rows.Columns[column]);
        return [.. rows.ColumnValues(source).Distinct().Select(between)];
    }
}
