using System.Numerics;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds columns that are missing, or present, in all rows with some level of another column. By chance, n rows would all miss a value that a fraction p of all rows misses with probability pⁿ, which must be tiny over all such
/// levels together.
/// </summary>
internal static class PresenceSearch
{
    private const int MaxLevels = 50;
    private const double MaxLogChanceOfLevel = -9.2; // 1e-4

    /// <summary>The rules: for each column that may be missing, the other one that says most of it.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    public static IEnumerable<PresenceColumn> All(Table rows, IReadOnlyList<TableRule> found)
    {
        var others = new Lazy<List<(int At, bool ByMissing)>>(() => Others(rows));
        var bits = new ulong[]?[rows.Width];
        var together = new HashSet<(string, string)>();
        for (int column = rows.Width - 1; column >= 0; column--)
        {
            string name = rows.Columns[column].Name;
            bool[] missing = IsMissing(rows, column);
            bool isComputed = found.Any(rule => rule.Column == name && !rule.IsOrder);
            if (isComputed || !rows.Columns[column].Kind.IsLearned || Array.TrueForAll(missing, gap => !gap))
            {
                continue;
            }

            var best = others
                .Value.Where(other => other.At != column && !IsRelated(rows.Columns[other.At].Name, name, found))
                .Select(other =>
                    Find(
                        rows,
                        other.At,
                        other.ByMissing,
                        column,
                        missing,
                        other.ByMissing ? Counted(BitsOf(column), BitsOf(other.At), rows.RowCount) : null
                    )
                )
                .Where(one => one.Chance < RuleSearch.MaxLogChance)
                .OrderBy(one => one.Chance)
                .FirstOrDefault();
            // Once of two that are missing together.
            if (best.Rule is { } rule && !together.Contains((rule.By, rule.Column)))
            {
                yield return rule;
                together.Add((rule.Column, rule.By));
            }
        }

        ulong[] BitsOf(int column) => bits[column] ??= RowBits.Of(IsMissing(rows, column));
    }

    // Of columns that are missing in some rows, bits tell the numbers of rows.
    private static (int Missing, int All)[] Counted(ulong[] missing, ulong[] by, int rows)
    {
        var (both, all, of) = (0, 0, 0);
        for (int word = 0; word < by.Length; word++)
        {
            both += BitOperations.PopCount(missing[word] & by[word]);
            all += BitOperations.PopCount(by[word]);
            of += BitOperations.PopCount(missing[word]);
        }

        return [(0, 0), (both, all), (of - both, rows - all)];
    }

    private static (int Missing, int All)[] Counted(
        ReadOnlySpan<double> cells,
        int levels,
        bool byMissing,
        bool[] missing
    )
    {
        // Level −1 is that of missing cells.
        var rowsOf = new (int Missing, int All)[1 + levels];
        for (int row = 0; row < missing.Length; row++)
        {
            ref var one = ref rowsOf[1 + PresenceColumn.LevelOf(cells[row], byMissing)];
            one = (one.Missing + (missing[row] ? 1 : 0), one.All + 1);
        }

        return rowsOf;
    }

    /// <summary>The rules of columns that are 0 in all rows with some levels of another one: an exemption of shops. Of each such level, it must be more than chance.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    public static IEnumerable<PresenceColumn> OfZeros(Table rows, IReadOnlyList<TableRule> found)
    {
        var others = Others(rows).FindAll(other => !other.ByMissing && IsFree(other.At));
        for (int column = 0; column < rows.Width; column++)
        {
            bool[] zeros = Array.ConvertAll(rows.ColumnValues(column), cell => cell == 0);
            if (
                rows.Columns[column].Kind is not NumberKind
                || !IsFree(column)
                || Array.TrueForAll(zeros, zero => !zero)
            )
            {
                continue;
            }

            var (rule, chance) = others
                .Where(other => other.At != column)
                .Select(other =>
                    Find(rows, other.At, byMissing: false, column, zeros, maxLogChance: MaxLogChanceOfLevel)
                )
                .Where(one => one.Rule is { Missing.Count: > 0 })
                .OrderBy(one => one.Chance)
                .FirstOrDefault();
            if (chance < RuleSearch.MaxLogChance)
            {
                // A value other than 0 is not kept: none is known that could take its place.
                yield return rule! with
                {
                    OfZeros = true,
                    Present = [],
                    IsPartial = true,
                };
            }
        }

        // Restored columns follow from others.
        bool IsFree(int column) =>
            !found.Any(rule => rule.Column == rows.Columns[column].Name && (rule.Replaces || rule.IsComputed));
    }

    /// <summary>The rule that one column says whether another is missing, or 0, by chance or not; null if it does not.</summary>
    public static PresenceColumn? Declare(Table rows, string decides, string decided, bool ofZeros)
    {
        var columns = rows.Columns.ToList();
        int by = columns.FindIndex(one => one.Name == decides);
        int column = columns.FindIndex(one => one.Name == decided);
        bool[] missing = ofZeros
            ? Array.ConvertAll(rows.ColumnValues(column), cell => cell == 0)
            : IsMissing(rows, column);
        bool hasLevels = rows.Columns[by].Kind.LevelCount > 0;
        var rule = Find(rows, by, !hasLevels, column, missing).Rule;
        return !ofZeros ? rule
            : rule is { Missing.Count: > 0 } ? rule with { OfZeros = true, Present = [], IsPartial = true }
            : null;
    }

    private static List<(int At, bool ByMissing)> Others(Table rows)
    {
        var others = new List<(int, bool)>();
        for (int column = 0; column < rows.Width; column++)
        {
            if (rows.Columns[column].Kind.LevelCount is > 0 and <= MaxLevels && rows.Columns[column].Kind.IsLearned)
            {
                others.Add((column, false));
            }
            else if (rows.Columns[column].Kind.IsLearned && rows.ColumnValues(column).Any(double.IsNaN))
            {
                others.Add((column, true));
            }
        }

        return others;
    }

    private static bool[] IsMissing(Table rows, int column) =>
        Array.ConvertAll(rows.ColumnValues(column), double.IsNaN);

    // What is restored from a column says nothing new of it, and of columns in order one is often missing with the other.
    private static bool IsRelated(string by, string column, IReadOnlyList<TableRule> found) =>
        found.Any(rule =>
            (rule.Replaces && rule.Column == by && rule.Needs.Contains(column))
            || (rule.IsOrder && rule.Column == column && rule.Needs.Contains(by))
        );

    private static (PresenceColumn? Rule, double Chance) Find(
        Table rows,
        int by,
        bool byMissing,
        int column,
        bool[] missing,
        (int Missing, int All)[]? counted = null,
        double maxLogChance = double.PositiveInfinity
    )
    {
        var rowsOf =
            counted ?? Counted(rows.Column(by), byMissing ? 2 : rows.Columns[by].Kind.LevelCount, byMissing, missing);
        double fraction = missing.Count(gap => gap) / (double)missing.Length;
        var known = rowsOf
            .Select((one, i) => (Level: i - 1, one.Missing, one.All))
            .Where(one => one.All >= Protection.MinRows)
            .ToList();
        var absent = known.FindAll(one => one.Missing == one.All && one.All * Math.Log(fraction) < maxLogChance);
        var present = known.FindAll(one => one.Missing == 0);
        double chance =
            absent.Sum(one => one.All * Math.Log(fraction)) + present.Sum(one => one.All * Math.Log(1 - fraction));
        return absent.Count == 0 && present.Count == 0
            ? (null, 0)
            : (
                new PresenceColumn(
                    rows.Columns[column].Name,
                    rows.Columns[by].Name,
                    byMissing,
                    [.. absent.Select(one => one.Level)],
                    [.. present.Select(one => one.Level)]
                )
                {
                    IsPartial = rowsOf.Any(one => one.Missing > 0 && one.Missing < one.All),
                },
                chance
            );
    }
}
