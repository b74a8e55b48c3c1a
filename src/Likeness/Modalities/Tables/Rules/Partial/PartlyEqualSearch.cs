using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Partial;

/// <summary>
/// Finds columns that are equal to another one in a part of the rows, far more often than by chance: independent columns would be in a fraction Σ p(a = v) p(b = v) of them, and numbers that are
/// only near each other would be as often a step apart.
/// </summary>
internal static class PartlyEqualSearch
{
    private const int MinRows = 25;
    private const int SomeRows = 2000;
    private const double MinFraction = 0.02;

    // Rows that are sampled as different may have the same level by chance, numbers hardly.
    private const double MinFractionOfLevels = 0.2;

    // Models learn columns of fewer values well enough as they are.
    private const int MinLevels = 12;
    private const int MinNumbers = 50;

    // What more rows have, such as 0, is equal without following from the other column.
    private const double MaxCommon = 0.02;

    private const double MoreThanChance = 3;

    // Times as many equal rows as those at each distance of one or two steps.
    private const double MoreThanNear = 3;
    private const int NearSteps = 2;

    /// <summary>The rules, in the order of their columns.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="found">The rules found before.</param>
    public static IReadOnlyList<PartlyEqualColumn> All(Table train, TableRules found)
    {
        if (train.RowCount == 0 || train.Width > RuleSearch.MaxColumns)
        {
            return [];
        }

        var rows = CodedTable.Some(train);
        int[] columns = [.. Enumerable.Range(0, rows.Width).Where(column => MayBeSource(rows.Columns[column], found))];
        var counts = columns.ToDictionary(column => column, column => Counts(rows, column));
        columns = Array.FindAll(columns, column => counts[column].Count > MinOf(rows.Columns[column]));
        var rules = new List<PartlyEqualColumn>();
        // Levels that some others exclude stay as they are, and so do columns of few values that are above others.
        TableRule[] relevant =
        [
            .. found.Rules.Where(rule => rule is not (LimitedColumn or DifferenceColumn { Stays: true })),
        ];
        HashSet<string> same = [.. found.Rules.OfType<SubjectColumns>().SelectMany(rule => rule.Same)];
        foreach (
            int column in columns.Where(column =>
                IsOriginal(rows.Columns[column].Name) && !same.Contains(rows.Columns[column].Name)
            )
        )
        {
            TableRule[] before = [.. found.Rules, .. rules];
            string name = rows.Columns[column].Name;
            var best = columns
                .Where(other => other != column && !RuleSearch.Needs(rows.Columns[other].Name, name, before))
                // Of two that are both free, the later one follows the earlier one.
                .Where(other =>
                    other < column || same.Contains(rows.Columns[other].Name) || !IsOriginal(rows.Columns[other].Name)
                )
                .Select(other => Find(rows, (column, counts[column]), (other, counts[other])))
                .OfType<PartlyEqualColumn>()
                .MaxBy(rule => rule.Fraction);
            rules.AddRange(best is null ? [] : [best]);
        }

        return rules;

        bool IsOriginal(string column) => RuleSearch.IsOriginal(column, relevant);
    }

    /// <summary>The rule of two columns; null if they are equal in no row, or in all, or are not of one kind.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="by">That of the one that it is equal to.</param>
    public static PartlyEqualColumn? Declare(Table train, int at, int by)
    {
        if (!MayCompare(train.Columns[at], train.Columns[by]))
        {
            return null;
        }

        var rule = new PartlyEqualColumn(train.Columns[at].Name, train.Columns[by].Name, 0);
        int equal = rule.Holds(train).Count(holds => holds);
        int both = Enumerable.Range(0, train.RowCount).Count(row => !double.IsNaN(train[row, at] + train[row, by]));
        return equal == 0 || equal == both ? null : rule with { Fraction = equal / (double)both };
    }

    private static bool MayCompare(Column column, Column other) =>
        (column.Kind is CategoryKind && other.Kind is CategoryKind) || OrderSearch.MayCompare(column, other);

    private static int MinOf(Column column) => column.Kind is CategoryKind ? MinLevels : MinNumbers;

    // What goes on from row to row, or is ranked or counted, is equal to other columns by that.
    private static bool MayBeSource(Column column, TableRules found) =>
        (column.Kind is CategoryKind || column.Kind.IsNumeric)
        && column is { Codes: null, Rank: null, Parts: null }
        && column.Panel?.Known.Contains(column.Name) != true
        && !found.Exceptions.Concerns(column.Name)
        && !found.Rules.Any(rule => rule is SubjectColumns or RankColumn && rule.Column == column.Name)
        && !Following(column, found).Contains(column.Name);

    private static IEnumerable<string?> Following(Column column, TableRules found)
    {
        var subjects = found.Rules.OfType<SubjectColumns>().ToList();
        var series = subjects.Select(rule => rule.Series).OfType<SubjectSeries>().ToList();
        var repeated = subjects.Select(rule => rule.Within?.Repeated).OfType<RepeatedColumns>().ToList();
        return
        [
            .. series.Select(one => one.Counter),
            .. series.SelectMany(one => one.Totals).Select(total => total.Column),
            .. series
                .SelectMany(one => one.Recurrences)
                .Concat(column.Running?.All ?? [])
                .SelectMany(one => (string?[])[one.Column, one.Previous, one.Initial]),
            .. repeated.SelectMany(one => one.Same.Concat(one.Initial.Select(initial => initial.Of))),
        ];
    }

    private static Dictionary<double, int> Counts(Table rows, int column) =>
        rows.ColumnValues(column).Where(cell => !double.IsNaN(cell)).CountBy(cell => cell).ToDictionary();

    private static PartlyEqualColumn? Find(
        Table rows,
        (int At, Dictionary<double, int> Counts) column,
        (int At, Dictionary<double, int> Counts) other
    )
    {
        var (own, theirs) = (rows.Columns[column.At], rows.Columns[other.At]);
        if (!MayCompare(own, theirs))
        {
            return null;
        }

        var between = LevelMap.Between(theirs, own);
        double least = own.Kind.IsNumeric ? MinFraction : MinFractionOfLevels;
        if (!MayBeEqual(rows.Column(column.At), rows.Column(other.At), between, least))
        {
            return null;
        }

        double most = MaxCommon * rows.RowCount;
        var (equal, both, all) = (0, 0, 0);
        var distances = new List<double>();
        double[] cells = rows.ColumnValues(column.At);
        double[] others = Array.ConvertAll(rows.ColumnValues(other.At), new Converter<double, double>(between));
        for (int row = 0; row < cells.Length; row++)
        {
            if (double.IsNaN(cells[row]) || double.IsNaN(others[row]))
            {
                continue;
            }

            both++;
            all += cells[row] == others[row] ? 1 : 0;
            bool isCommon = own.Kind.IsNumeric && column.Counts[cells[row]] > most;
            equal += cells[row] == others[row] && !isCommon ? 1 : 0;
            if (cells[row] != others[row] && own.Kind.IsNumeric)
            {
                distances.Add(Math.Abs(cells[row] - others[row]));
            }
        }

        if (equal < Math.Max(MinRows, least * both) || all == both)
        {
            return null;
        }

        double chance = other.Counts.Sum(one => (double)one.Value * column.Counts.GetValueOrDefault(between(one.Key)));
        chance /= (double)column.Counts.Values.Sum() * other.Counts.Values.Sum();
        return
            equal < MoreThanChance * chance * both
            || ChanceBound.LogOf(equal, both, chance) > RuleSearch.MaxLogChance
            || equal < MoreThanNear * Near(distances)
            ? null
            : new(own.Name, theirs.Name, all / (double)both);
    }

    // Most pairs of columns are equal in hardly any of some rows.
    private static bool MayBeEqual(
        ReadOnlySpan<double> cells,
        ReadOnlySpan<double> others,
        Func<double, double> between,
        double least
    )
    {
        int step = Math.Max(1, cells.Length / SomeRows);
        var (equal, some) = (0, 0);
        for (int row = 0; row < cells.Length; row += step)
        {
            bool isKnown = !double.IsNaN(cells[row]) && !double.IsNaN(others[row]);
            some += isKnown ? 1 : 0;
            equal += isKnown && cells[row] == between(others[row]) ? 1 : 0;
        }

        return equal >= least / 4 * some;
    }

    // The rows at each distance of one or two steps, on average.
    private static double Near(List<double> distances)
    {
        double step = distances.Count == 0 ? 0 : distances.Min();
        return distances.Count(distance => distance <= NearSteps * step * (1 + TableRule.RoundOff)) / (2.0 * NearSteps);
    }
}
