using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>
/// Finds columns that follow from intervals of a number, whose limits are those between its values, or from a part of the calendar. By chance, independent columns would agree as in <see cref="DeterminedColumnSearch"/>;
/// limits are chosen, too.
/// </summary>
internal static class DerivedColumnSearch
{
    /// <summary>The most values of a column that follows from intervals; so many different days are no chance.</summary>
    public const int MaxValues = 20;

    private const int MaxIntervals = 40;
    private const int MinValuesPerInterval = 3; // of the number, on average
    private const int FirstRows = 1000;

    /// <summary>Parts of the calendar that determine a column by the value of each, the coarse ones first.</summary>
    public static IReadOnlyList<ColumnPart> Parts { get; } =
    [
        ColumnPart.Year,
        ColumnPart.Quarter,
        ColumnPart.Month,
        ColumnPart.YearMonth,
        ColumnPart.Week,
        ColumnPart.Weekday,
        ColumnPart.DayOfMonth,
        ColumnPart.DayOfYear,
        ColumnPart.Hour,
    ];

    // Days that a time determines, those of short periods first.
    private static readonly ColumnPart[] Days =
    [
        ColumnPart.Day,
        ColumnPart.FirstOfWeek,
        ColumnPart.LastOfWeek,
        ColumnPart.FirstOfSundayWeek,
        ColumnPart.LastOfSundayWeek,
        ColumnPart.FirstOfMonth,
        ColumnPart.LastOfMonth,
        ColumnPart.FirstOfQuarter,
        ColumnPart.LastOfQuarter,
        ColumnPart.FirstOfYear,
        ColumnPart.LastOfYear,
    ];

    /// <summary>Days from or to a fixed one, each with the sign that the days have in the sum that is the same in all rows.</summary>
    public static IReadOnlyList<(ColumnPart Part, int Sign)> DayParts { get; } =
    [(ColumnPart.DaysBefore, 1), (ColumnPart.DaysAfter, -1)];

    /// <summary>The rule of the last column that follows from another one; null if there is none.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="found">The rules that were found before.</param>
    /// <param name="heads">Of two columns that the rows of a key share, each key is one row.</param>
    public static TableRule? Next(Table rows, IReadOnlyList<TableRule> found, SubjectHeads heads)
    {
        for (int column = rows.Width - 1; column >= 0; column--)
        {
            if (!rows.Columns[column].Kind.IsLearned || !RuleSearch.IsOriginal(rows.Columns[column].Name, found))
            {
                continue;
            }

            foreach (int by in RuleSearch.Before(rows, column, found))
            {
                if (Find(heads.Find(by, column) ?? rows, by, column) is { } rule)
                {
                    return rule;
                }
            }
        }

        return null;
    }

    /// <summary>The rule that one column follows from another; null if it does not, or might by chance.</summary>
    public static DerivedColumn? Find(Table rows, int by, int column)
    {
        if (!rows.Columns[by].Kind.IsNumeric || !rows.Columns[by].Kind.IsLearned)
        {
            return null;
        }

        var intervals = MayBeClasses(rows, by, column) ? OfIntervals(rows, by, column) : null;
        // Of times, intervals would be years whose last days are unknown.
        return rows.Columns[by].Kind is not TimeKind || intervals?.Function.Limits.Count == 0
            ? intervals
            : OfCalendar(rows, by, column) ?? OfDays(rows, by, column);
    }

    private static DerivedColumn? OfCalendar(Table rows, int by, int column)
    {
        if (rows.Columns[column].Kind is TimeKind)
        {
            return OfPeriods(rows, by, column);
        }

        double[] values = rows.ColumnValues(column);
        foreach (var part in Parts)
        {
            var function = new ColumnFunction(part, []);
            var seen = new Dictionary<double, double>();
            double[] keys = new double[values.Length];
            bool isMap = true;
            bool isItself = true;
            for (int row = 0; row < keys.Length && isMap; row++)
            {
                keys[row] = function.Of(rows[row, by], rows.Columns[by]);
                isMap = seen.TryAdd(keys[row], values[row]) || seen[keys[row]].Equals(values[row]);
                isItself &= keys[row].Equals(values[row]);
            }

            if (isMap && !IsByChance(keys, values, choices: 0))
            {
                return Rule(rows, by, column, function, isItself && rows.Columns[column].Kind.IsNumeric ? [] : seen);
            }
        }

        return null;
    }

    // The day of a time, or the first or last one of its week, month, quarter or year.
    private static DerivedColumn? OfPeriods(Table rows, int by, int column)
    {
        return rows.Columns[column].Kind is not TimeKind { IsDay: true, HasZone: false }
            ? null
            : Days.Select(part => new ColumnFunction(part, []))
                .Where(function => Enumerable.Range(0, rows.RowCount).All(row => IsDay(function, row)))
                .Where(_ => !IsByChance(rows.ColumnValues(column)))
                .Select(function => Rule(rows, by, column, function, []))
                .FirstOrDefault();

        bool IsDay(ColumnFunction function, int row) =>
            function.Of(rows[row, by], rows.Columns[by]).Equals(rows[row, column]);
    }

    // Days from or to a fixed one, such as that on which the data were taken.
    private static DerivedColumn? OfDays(Table rows, int by, int column)
    {
        if (rows.Columns[column].Kind is not NumberKind)
        {
            return null;
        }

        foreach (var (part, sign) in DayParts)
        {
            double? origin = null;
            bool isConstant = true;
            var distinct = new HashSet<double>();
            for (int row = 0; row < rows.RowCount && isConstant; row++)
            {
                double value = rows[row, column];
                double one = ColumnFunction.Days(rows[row, by], rows.Columns[by]) + (sign * value);
                isConstant = double.IsNaN(one)
                    ? double.IsNaN(rows[row, by]) && double.IsNaN(value)
                    : (origin ??= one) == one;
                distinct.Add(value);
            }

            // Each of so many different numbers is the right one.
            if (isConstant && origin is double day && distinct.Count >= MaxValues)
            {
                return Rule(rows, by, column, new ColumnFunction(part, [day]), []);
            }
        }

        return OfSteps(rows, by, column);
    }

    // Numbers that count equal steps of time: hours since the first one.
    private static DerivedColumn? OfSteps(Table rows, int by, int column)
    {
        var (times, numbers) = (rows.ColumnValues(by), rows.ColumnValues(column));
        int last = Array.FindIndex(times, time => time != times[0]);
        double step = last < 0 ? 0 : (times[last] - times[0]) / (numbers[last] - numbers[0]);
        if (!double.IsFinite(step) || step == 0)
        {
            return null;
        }

        var function = new ColumnFunction(ColumnPart.StepsAfter, [times[0] - (numbers[0] * step), step]);
        var distinct = new HashSet<double>();
        for (int row = 0; row < times.Length; row++)
        {
            if (!function.Of(times[row], rows.Columns[by]).Equals(numbers[row]))
            {
                return null;
            }

            distinct.Add(numbers[row]);
        }

        return distinct.Count >= MaxValues ? Rule(rows, by, column, function, []) : null;
    }

    private static bool MayBeClasses(Table rows, int by, int column)
    {
        // Early rows tell most columns apart.
        var values = new HashSet<double>();
        for (int row = 0; row < rows.RowCount && values.Count <= MaxValues; row++)
        {
            values.Add(rows[row, column]);
        }

        return values.Count is > 1 and <= MaxValues
            && (rows.RowCount <= 2 * FirstRows || Blocks(rows, by, column, FirstRows) is not null);
    }

    private static DerivedColumn? OfIntervals(Table rows, int by, int column)
    {
        if (Blocks(rows, by, column, rows.RowCount) is not { } blocks)
        {
            return null;
        }

        var known = blocks.FindAll(block => !double.IsNaN(block.First));
        if (
            known.Count == 0
            || blocks.Count < 2
            || known.Sum(block => block.Distinct) < MinValuesPerInterval * known.Count
            || known.Exists(block => block.Rows < Protection.MinRows)
        )
        {
            return null;
        }

        double[] limits = [.. known.Skip(1).Zip(known, (next, before) => Limit(before.Last, next.First))];
        var function = new ColumnFunction(ColumnPart.Interval, limits);
        double[] keys = Array.ConvertAll(rows.ColumnValues(by), value => function.Of(value, rows.Columns[by]));
        double places = known.Sum(block => block.Distinct);
        double choices = limits.Length * Math.Log(places);
        if (IsByChance(keys, rows.ColumnValues(column), choices))
        {
            return null;
        }

        var seen = new Dictionary<double, double>();
        foreach (var (index, block) in known.Index())
        {
            seen[index] = block.Value;
        }

        if (blocks.Find(block => double.IsNaN(block.First)) is { Rows: > 0 } missing)
        {
            seen[double.NaN] = missing.Value;
        }

        return Rule(rows, by, column, function, seen);
    }

    /// <summary>The rule with its values in order.</summary>
    public static DerivedColumn Rule(
        Table rows,
        int by,
        int column,
        ColumnFunction function,
        Dictionary<double, double> values
    ) =>
        new(
            rows.Columns[column].Name,
            rows.Columns[by].Name,
            function,
            [.. values.OrderBy(pair => pair.Key).Select(pair => new ValuePair(pair.Key, pair.Value))]
        );

    /// <summary>The limit that a person would write, above the last value of one interval.</summary>
    public static double Limit(double last, double next) =>
        SimplestNumber.In(last, next) is { } simple && simple > last && simple <= next ? simple : next;

    // The intervals in which the column has one value, by the number, missing ones first; null if they are too many, or a number has two values.
    private static List<Block>? Blocks(Table rows, int by, int column, int count)
    {
        double[] numbers = rows.ColumnValues(by)[..count];
        double[] values = rows.ColumnValues(column)[..count];
        Array.Sort(numbers, values);
        var blocks = new List<Block>();
        for (int i = 0; i < numbers.Length; i++)
        {
            bool isSame = i > 0 && numbers[i].Equals(numbers[i - 1]);
            if (isSame && !values[i].Equals(values[i - 1]))
            {
                return null;
            }

            bool continues =
                i > 0 && double.IsNaN(numbers[i]) == double.IsNaN(numbers[i - 1]) && values[i].Equals(blocks[^1].Value);
            if (continues)
            {
                var last = blocks[^1];
                blocks[^1] = last with
                {
                    Last = numbers[i],
                    Rows = last.Rows + 1,
                    Distinct = last.Distinct + (isSame ? 0 : 1),
                };
            }
            else
            {
                blocks.Add(new(numbers[i], numbers[i], values[i], 1, 1));
            }

            if (blocks.Count > MaxIntervals)
            {
                return null;
            }
        }

        return blocks;
    }

    // Other days of the same column would be the same in all rows with probability Π p(day).
    private static bool IsByChance(double[] days) =>
        days.CountBy(day => day).Sum(one => one.Value * Math.Log(one.Value / (double)days.Length))
        >= RuleSearch.MaxLogChance;

    private static bool IsByChance(double[] keys, double[] values, double choices) =>
        DeterminedColumnSearch.IsByChance(
            [.. keys.CountBy(key => key).Select(key => key.Value)],
            [.. values.CountBy(value => value).Select(value => value.Value)],
            choices
        );

    private readonly record struct Block(double First, double Last, double Value, int Rows, int Distinct);
}
