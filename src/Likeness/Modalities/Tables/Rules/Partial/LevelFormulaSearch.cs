using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Numerics;

namespace Likeness.Modalities.Tables.Rules.Partial;

/// <summary>
/// Finds formulas that hold in all rows with some levels of a category, of columns that no formula of all rows restores: they are those of the rows with a level, with as much evidence. Of two categories, the one by which
/// more rows have a formula says so.
/// </summary>
internal static class LevelFormulaSearch
{
    private const int MaxColumns = 60;
    private const int MaxLevels = 24;
    private const int MaxSearches = 40;
    private const int MinRows = 20; // with a level
    private const int SearchedRows = 500;

    // Columns of fewer values follow formulas in some rows by chance.
    private const int MinValues = 10;

    /// <summary>The rules.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    public static IReadOnlyList<LevelFormulaColumn> All(Table train, TableRules found)
    {
        int[] columns = [.. Enumerable.Range(0, train.Width)];
        int[] targets = Array.FindAll(columns, column => MayFollow(train, column, found));
        // A status of few levels says more often which rows have a formula than a category of many.
        int[] categories =
        [
            .. columns
                .Where(column => MaySay(train.Columns[column], found))
                .OrderBy(column => train.Columns[column].Kind.LevelCount),
        ];
        if (train.Width > MaxColumns || targets.Length == 0 || categories.Length == 0)
        {
            return [];
        }

        TableRule[] known = [.. found.Rules.Where(rule => rule.Replaces && !rule.IsOrder)];
        HashSet<string> names = [.. targets.Select(column => train.Columns[column].Name)];
        (int By, double Level, int[] Rows)[] levels =
        [
            .. categories
                .SelectMany(one => LevelsOf(train, one))
                .Take(MaxSearches)
                .DistinctBy(level => HashOf(level.Rows)),
        ];
        var candidates = OrderedWork.Select(
            levels.Length,
            i =>
                Formulas(train.TakeRows(levels[i].Rows), names, known)
                    .Select(rule => Create(train, levels[i].By, [levels[i].Level], rule))
                    .Where(rule => MayKeep(train, rule, found))
                    .ToArray()
        );
        return Chosen(train, [.. candidates.SelectMany(some => some)]);
    }

    /// <summary>The rule of a schema; null if some row with these levels breaks it, or the column has no such level.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="declared">The rule.</param>
    public static LevelFormulaColumn? Declare(Table train, RuleText declared)
    {
        var names = train.Columns.Select(column => column.Name).ToList();
        int by = names.IndexOf(declared.Parts[^1]);
        double[] levels =
        [
            .. declared.Own.Select(text => train.Columns[by].Kind.TryRead(text, out double level) ? level : double.NaN),
        ];
        if (Array.Exists(levels, double.IsNaN))
        {
            return null;
        }

        var cells = train.ColumnValues(by);
        var rows = train.TakeRows([.. Enumerable.Range(0, cells.Length).Where(row => levels.Contains(cells[row]))]);
        int[] parts = [.. declared.OfRows!.Parts.Select(part => names.IndexOf(part))];
        int at = names.IndexOf(declared.Column);
        TableRule? rule =
            rows.RowCount == 0 ? null
            : declared.OfRows.Relation == RuleRelation.RatedBy ? RateSearch.Of(rows, at, parts[0], parts[1])
            : FormulaColumn.Create(rows, at, parts, declared.OfRows.Formula!);
        return rule is not null && Array.TrueForAll(rule.Holds(rows), holds => holds)
            ? Create(train, by, levels, rule)
            : null;
    }

    private static LevelFormulaColumn Create(Table train, int by, IReadOnlyList<double> levels, TableRule rule) =>
        new(
            rule.Column,
            train.Columns[by].Name,
            levels,
            [.. levels.Select(level => train.Columns[by].Kind.Write(level))],
            rule
        );

    private static bool MayFollow(Table train, int at, TableRules found)
    {
        var column = train.Columns[at];
        return column.Kind.IsNumeric
            && column is { Codes: null, Rank: null, Parts: null, Running: null }
            && !found.Exceptions.Concerns(column.Name)
            && !found.Rules.Any(rule => rule.Column == column.Name && rule.Replaces && !rule.IsOrder);
    }

    private static bool MaySay(Column column, TableRules found) =>
        column.Kind is BooleanKind or CategoryKind { LevelCount: >= 2 and <= MaxLevels }
        && !found.Exceptions.Concerns(column.Name);

    private static IEnumerable<(int By, double Level, int[] Rows)> LevelsOf(Table train, int category) =>
        Enumerable
            .Range(0, train.RowCount)
            .Where(row => !double.IsNaN(train[row, category]))
            .GroupBy(row => train[row, category])
            .Select(rows => (category, rows.Key, Rows: rows.ToArray()))
            .Where(one => one.Rows.Length >= MinRows && one.Rows.Length < train.RowCount)
            .OrderByDescending(one => one.Rows.Length);

    private static long HashOf(int[] rows) =>
        rows.Aggregate(17L, (hash, row) => unchecked((hash * 1_000_003) + row + 1));

    // Formulas of all rows with a level.
    private static IEnumerable<TableRule> Formulas(Table rows, HashSet<string> names, TableRule[] known)
    {
        int stride = Math.Max(1, rows.RowCount / SearchedRows);
        var some = rows.TakeRows([.. Enumerable.Range(0, rows.RowCount / stride).Select(row => row * stride)]);
        List<TableRule> found = [.. known];
        while (CopySearch.Next(some, found, names) is { } copy)
        {
            found.Add(copy);
        }

        found.AddRange([.. TimeSumSearch.All(some, found)]);
        found.AddRange([.. RateSearch.All(some, found)]);
        FormulaColumn[] formulas = [.. FormulaSearch.All(some, new LevelFormulas(some, names), found)];
        found.AddRange(formulas.Select(rule => DelayRules.Turned(some, rule, formulas)));
        return found
            .Skip(known.Length)
            .Where(rule => names.Contains(rule.Column))
            .Select(rule => Whole(rows, rule))
            .OfType<TableRule>();
    }

    // The rule that all of the rows satisfy, in each of which it says something of a column of many values.
    private static TableRule? Whole(Table rows, TableRule rule)
    {
        var names = rows.Columns.Select(column => column.Name).ToList();
        int at = names.IndexOf(rule.Column);
        TableRule? whole = rule switch
        {
            FormulaColumn formula => formula.For(rows) is { IsAlone: false, IsFlag: false } one ? one : null,
            RateColumn rate => RateSearch.Of(rows, at, names.IndexOf(rate.Part), names.IndexOf(rate.By)),
            _ => null,
        };
        return
            whole is not null
            && Array.TrueForAll(whole.Holds(rows), holds => holds)
            && rows.ColumnValues(at).Where(double.IsFinite).Distinct().Take(MinValues).Count() == MinValues
            ? whole
            : null;
    }

    // What nearly all rows satisfy is a rule of all, with exceptions.
    private static bool MayKeep(Table train, LevelFormulaColumn rule, TableRules found) =>
        RuleText.Parse(rule.ToString(), [.. train.Columns.Select(column => column.Name)])
            is { Relation: RuleRelation.OfLevels } read
        && read.Column == rule.Column
        && read.Parts.SequenceEqual(rule.Needs)
        && read.Own.SequenceEqual(rule.Names)
        && found.MayInclude(rule)
        && rule.Rule.Holds(train).Count(holds => holds) < NearlyHolds.MinFraction * train.RowCount;

    // Of each column, the category by which the most rows have a formula; none needs a column that needs its own.
    private static List<LevelFormulaColumn> Chosen(Table train, IReadOnlyList<LevelFormulaColumn> candidates)
    {
        var chosen = new List<LevelFormulaColumn>();
        foreach (var ofColumn in candidates.GroupBy(rule => rule.Column))
        {
            var best = ofColumn
                .GroupBy(rule => rule.By)
                .Select(rules => OfCategory(train, [.. rules]))
                .MaxBy(rules => rules.Sum(rule => rule.RowsOf(train).Length))!;
            chosen.AddRange(
                best.Where(rule => !rule.Rule.Needs.Any(part => RuleSearch.Needs(part, rule.Column, chosen)))
            );
        }

        return chosen;
    }

    // One formula for each level, that of the most levels first.
    private static List<LevelFormulaColumn> OfCategory(Table train, LevelFormulaColumn[] rules)
    {
        var chosen = new List<LevelFormulaColumn>();
        int by = train.Columns.ToList().FindIndex(column => column.Name == rules[0].By);
        foreach (
            var same in rules
                .GroupBy(rule => rule.Rule.ToString()!)
                .OrderByDescending(same => same.Sum(rule => rule.RowsOf(train).Length))
        )
        {
            double[] levels =
            [
                .. same.SelectMany(rule => rule.Levels).Except(chosen.SelectMany(rule => rule.Levels)).Order(),
            ];
            if (levels.Length == 0)
            {
                continue;
            }

            var joined = Create(train, by, levels, same.First().Rule);
            chosen.AddRange(
                Whole(train.TakeRows(joined.RowsOf(train)), joined.Rule) is { } whole
                    ? [joined with { Rule = whole }]
                    : same.Where(rule => levels.Contains(rule.Levels[0]))
            );
        }

        return chosen;
    }
}
