using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Finds columns that nearly always follow from comparing a number with one or two others: whether an invoice is overdue, with errors.</summary>
internal static class NearlyComparedSearch
{
    private const int MaxValues = 4;
    private const int MaxOfAllValues = 40;
    private const int MaxPairs = 60;
    private const double MinOfValues = 0.95;
    private const int MinWorse = 2;
    private const int MinFurtherBroken = 10;

    /// <summary>The rules, at most one of each column.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="found">The rules that all rows satisfy.</param>
    public static IEnumerable<TableRule> All(Table rows, IReadOnlyList<TableRule> found) =>
        Find(rows, found).Select(one => one.Rule);

    /// <summary>The same with their evidence.</summary>
    /// <inheritdoc cref="All"/>
    public static IReadOnlyList<NearlyRule> Find(Table rows, IReadOnlyList<TableRule> found)
    {
        if (rows.RowCount == 0 || rows.Width is < 3 or > RuleSearch.MaxColumns || rows.Picture is not null)
        {
            return [];
        }

        var searched = new SearchedTable(rows);
        var candidates =
            from column in Enumerable.Range(0, rows.Width)
            where
                rows.Columns[column].Kind is CategoryKind or BooleanKind or NumberKind
                && RuleSearch.IsOriginal(rows.Columns[column].Name, found)
                && HasFewValues(searched.Some.Values(column))
            let numbers = Array.FindAll(
                ComparedColumnSearch.Numbers(rows, column, NearlySearch.WithoutOrders(found)),
                other => !RuleSearch.Needs(rows.Columns[other].Name, rows.Columns[column].Name, found)
            )
            from rule in Find(searched, column, numbers)
            select rule;
        return NearlyRule.Choose(candidates, found);
    }

    // Two to four, and errors.
    private static bool HasFewValues(CodedColumn values)
    {
        int[] common = Array.FindAll(values.Counts, rows => rows >= Protection.MinRows);
        return common.Length is > 1 and <= MaxValues
            && values.Counts.Length <= MaxOfAllValues
            && common.Sum() >= MinOfValues * values.Codes.Length;
    }

    private static IEnumerable<NearlyRule> Find(SearchedTable searched, int column, int[] numbers)
    {
        var rows = searched.Rows;
        double choices = searched.Choices + Math.Log(4.0 * numbers.Length * numbers.Length);
        foreach (int by in numbers)
        {
            var limits = numbers
                .Where(other => other != by && rows.Columns[other].Kind.Name == rows.Columns[by].Kind.Name)
                .SelectMany(other => ComparedLimit.Find(searched.Some, by, other, column))
                .ToList();
            // Both directions of one comparison are the same rule.
            var single =
                from one in limits
                where one.IsWhole && (one.IsBelow || !limits.Exists(same => same.IsBelow && same.Number == one.Number))
                select (ComparedLimit[])[one];
            var pairs = (
                from one in limits
                from other in limits
                where one.IsBelow && !other.IsBelow && one.Number != other.Number
                select (ComparedLimit[])[one, other]
            ).Take(MaxPairs);
            foreach (var cases in single.Concat(pairs))
            {
                if (
                    MayHold(searched, by, column, cases)
                    && Find(searched, by, column, cases, choices * cases.Length) is { } rule
                )
                {
                    yield return rule;
                }
            }
        }
    }

    private static bool MayHold(SearchedTable searched, int by, int column, ComparedLimit[] cases) =>
        NearlyHolds.MayHold(
            MainValues.Find(Keys(searched.Some, Create(searched, by, column, cases)), searched.Some.Values(column))
        );

    private static NearlyRule? Find(SearchedTable searched, int by, int column, ComparedLimit[] cases, double choices)
    {
        var rule = Create(searched, by, column, cases);
        var keys = Keys(searched.All, rule);
        var main = MainValues.Find(keys, searched.All.Values(column));
        if (!NearlyHolds.AreClasses(main, choices))
        {
            return null;
        }

        var pairs = main.Pairs(keys);
        var complete = rule with
        {
            Cases = [.. rule.Cases.Select((one, i) => one with { Value = Value(i) })],
            Otherwise = Value(-1),
            Unknown = Value(-2),
        };
        return
            complete.Cases.All(one => !one.Value.Equals(complete.Otherwise))
            && cases.All(one => IsSharp(searched.Rows, by, one, keys, main))
            && complete.Needs.All(part => Matters(searched.Rows, complete, part))
            ? new(complete, main.Held, main.LogChance)
            : null;

        ComparedValue Value(int key) =>
            ComparedValue.Create(searched.Rows.Columns[column], pairs.GetValueOrDefault(key, double.NaN));
    }

    // Numbers of other rows must do worse: else a fixed limit, or another column, says as much.
    private static bool Matters(Table rows, ComparedColumn rule, string part)
    {
        int[] places =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(i => rows.Columns[i].Name == rule.Column || rule.Needs.Contains(rows.Columns[i].Name)),
        ];
        int[] others = new PhiloxRandom(1, 0).Permutation(rows.RowCount);
        var mixed = Table.FromColumns(
            [.. places.Select(i => rows.Columns[i])],
            [
                .. places.Select(i =>
                    rows.Columns[i].Name == part ? Array.ConvertAll(others, row => rows[row, i]) : rows.ColumnValues(i)
                ),
            ]
        );
        int broken = rule.Holds(rows).Count(holds => !holds);
        return rule.Holds(mixed).Count(holds => !holds) >= (MinWorse * broken) + MinFurtherBroken;
    }

    // By how far the number is from its limit.
    private static bool IsSharp(Table rows, int by, ComparedLimit limit, CodedColumn keys, MainValues main)
    {
        var numbers = rows.Column(by);
        var limits = rows.Column(limit.Number);
        double[] distances = new double[numbers.Length];
        for (int row = 0; row < distances.Length; row++)
        {
            distances[row] = numbers[row] - limits[row];
        }

        return SharpLimits.OfComparison(
            distances,
            limit.Comparison is Comparison.AtMost or Comparison.Above,
            keys,
            main
        );
    }

    private static CodedColumn Keys(CodedTable table, ComparedColumn rule) =>
        CodedColumn.Create(Array.ConvertAll(rule.CasesOf(table.Rows), one => (double)one));

    // Its values are those that most rows of each case have.
    private static ComparedColumn Create(SearchedTable searched, int by, int column, ComparedLimit[] cases) =>
        new(
            searched.Rows.Columns[column].Name,
            searched.Rows.Columns[by].Name,
            [
                .. cases.Select(one => new ComparedCase(
                    new(double.NaN),
                    one.Comparison,
                    searched.Rows.Columns[one.Number].Name
                )),
            ],
            new(double.NaN),
            new(double.NaN)
        );
}
