using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Finds columns that nearly always follow from intervals of a number (whether a person is an adult), or from a part of the calendar.</summary>
internal static class NearlyDerivedSearch
{
    // A later part of the calendar must explain most of what an earlier one does not.
    private const int MinFewerErrors = 2;

    /// <summary>The rules, at most one of each column.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="found">The rules that all rows satisfy.</param>
    public static IEnumerable<TableRule> All(Table rows, IReadOnlyList<TableRule> found) =>
        Find(rows, found).Select(one => one.Rule);

    /// <summary>The same with their evidence.</summary>
    /// <inheritdoc cref="All"/>
    public static IReadOnlyList<NearlyRule> Find(Table rows, IReadOnlyList<TableRule> found) =>
        NearlySearch.Find(
            rows,
            found,
            column => rows.Columns[column].Kind.IsLearned,
            (searched, by, column) =>
                rows.Columns[by].Kind is not { IsNumeric: true, IsLearned: true } ? null
                : rows.Columns[by].Kind is not TimeKind ? Intervals(searched, by, column)
                : rows.Columns[column].Kind is TimeKind ? null
                : Calendar(searched, by, column) ?? Days(searched, by, column)
        );

    private static NearlyRule? Intervals(SearchedTable searched, int by, int column)
    {
        if (
            IntervalClasses.Create(searched.Some.Values(column)) is not { } classes
            || !classes.MayHold(searched.Some.Sorted(by))
            || (
                !ReferenceEquals(searched.Some, searched.All)
                && (
                    Limits(searched.Some, by, classes) is not { } some
                    || !NearlyHolds.MayHold(
                        MainValues.Find(Keys(searched.Some, by, some), searched.Some.Values(column))
                    )
                )
            )
            || IntervalClasses.Create(searched.All.Values(column)) is not { } all
            || Limits(searched.All, by, all) is not { } limits
        )
        {
            return null;
        }

        var numbers = searched.All.Sorted(by);
        var keys = Keys(searched.All, by, limits);
        var main = MainValues.Find(keys, searched.All.Values(column));
        double choices = searched.Choices + (limits.Length * Math.Log(numbers.Numbers.Length));
        return
            NearlyHolds.AreClasses(main, choices)
            && SharpLimits.OfIntervals(numbers, keys, main)
            && FilledLimits.AreFilled(numbers, keys)
            ? Create(searched, by, column, new(ColumnPart.Interval, limits), keys, main)
            : null;
    }

    private static double[]? Limits(CodedTable table, int by, IntervalClasses classes)
    {
        var numbers = table.Sorted(by);
        return classes.Intervals(numbers) is { } intervals ? IntervalLimits.Find(numbers, classes, intervals) : null;
    }

    private static CodedColumn Keys(CodedTable table, int by, double[] limits)
    {
        var function = new ColumnFunction(ColumnPart.Interval, limits);
        var column = table.Rows.Columns[by];
        return CodedColumn.Create(Array.ConvertAll(table.Rows.ColumnValues(by), value => function.Of(value, column)));
    }

    private static NearlyRule? Calendar(SearchedTable searched, int by, int column)
    {
        NearlyRule? best = null;
        var some = searched.Some.Values(column);
        foreach (var part in DerivedColumnSearch.Parts)
        {
            if (!NearlyHolds.MayHold(MainValues.Find(searched.Some.PartOf(by, part), some)))
            {
                continue;
            }

            var (keys, values) = (searched.All.PartOf(by, part), searched.All.Values(column));
            var main = MainValues.Find(keys, values);
            if (
                NearlyHolds.IsCalendar(main, searched.Choices)
                && (best is null || MinFewerErrors * (main.Counted - main.Held) < main.Counted - best.Held)
            )
            {
                best = Create(searched, by, column, new(part, []), keys, main);
            }
        }

        return best;
    }

    private static NearlyRule Create(
        SearchedTable searched,
        int by,
        int column,
        ColumnFunction function,
        CodedColumn keys,
        MainValues main
    )
    {
        var pairs = main.Pairs(keys);
        bool isItself =
            function.Part is not ColumnPart.Interval
            && searched.Rows.Columns[column].Kind.IsNumeric
            && pairs.All(pair => pair.Key.Equals(pair.Value));
        return new(
            DerivedColumnSearch.Rule(searched.Rows, by, column, function, isItself ? [] : pairs),
            main.Held,
            main.LogChance
        )
        {
            IsByNumber = true,
        };
    }

    // Most rows have the same day from which days are counted.
    private static NearlyRule? Days(SearchedTable searched, int by, int column)
    {
        var rows = searched.Rows;
        if (
            rows.Columns[column].Kind is not NumberKind
            || searched.Some.Values(column).Counts.Length < DerivedColumnSearch.MaxValues
        )
        {
            return null;
        }

        foreach (var (part, sign) in DerivedColumnSearch.DayParts)
        {
            var origins = Origins(searched.Some, by, column, sign);
            if (Array.FindAll(origins, day => !double.IsNaN(day)) is not { Length: > 0 } known)
            {
                return null;
            }

            var (day, count) = known.CountBy(one => one).MaxBy(one => one.Value);
            if (count < NearlyHolds.MinFraction * known.Length)
            {
                continue;
            }

            var rule = DerivedColumnSearch.Rule(rows, by, column, new ColumnFunction(part, [day]), []);
            var all = Origins(searched.All, by, column, sign);
            int counted = all.Count(one => !double.IsNaN(one));
            int held = all.Count(one => one == day);
            var values = searched.All.Values(column);
            double chance = NearlyHolds.LogChance(held, counted, values.Counts.Max() / (double)rows.RowCount);
            if (NearlyHolds.Holds(held, counted, rule.Holds(rows), chance + searched.Choices))
            {
                return new(rule, held, chance);
            }
        }

        return null;
    }

    private static double[] Origins(CodedTable table, int by, int column, int sign)
    {
        var rows = table.Rows;
        var times = rows.Column(by);
        var values = rows.Column(column);
        var days = new double[times.Length];
        for (int row = 0; row < days.Length; row++)
        {
            days[row] = ColumnFunction.Days(times[row], rows.Columns[by]) + (sign * values[row]);
        }

        return days;
    }
}
