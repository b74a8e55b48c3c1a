using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Finds times of day that are another one and a length of time, past midnight too: <c>arrival = clock(departure + 60 × minutes)</c>; and those of points in time: <c>time = clock(created_at)</c>.</summary>
internal static class ClockSearch
{
    private const int MaxTimes = 8;
    private const int MinHours = 5; // different ones
    private const int MinRowsPastMidnight = 3; // where others may be wrong

    // Of the times that are there: in so many rows, what they follow from may be missing, such as of a diverted flight.
    private const double MaxAlone = 0.2;
    private const double RoundOff = 1e-6;
    private static readonly double[] Units = [60, 3600, 1]; // of numbers, in seconds

    /// <summary>The rules that all rows satisfy.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IEnumerable<FormulaColumn> All(Table train, IReadOnlyList<TableRule> known) =>
        Find(train, known, mayBreak: false);

    /// <summary>The rules that nearly all rows satisfy.</summary>
    /// <inheritdoc cref="All"/>
    public static IEnumerable<FormulaColumn> Nearly(Table train, IReadOnlyList<TableRule> known) =>
        Find(train, known, mayBreak: true);

    private static List<FormulaColumn> Find(Table train, IReadOnlyList<TableRule> known, bool mayBreak)
    {
        int[] times = [.. Enumerable.Range(0, train.Width).Where(column => AreTimes(train, column))];
        if (times.Length > MaxTimes)
        {
            return [];
        }

        double[][] cells = [.. Enumerable.Range(0, train.Width).Select(train.ColumnValues)];
        var found = new List<FormulaColumn>();
        foreach (int later in times.Where(time => RuleSearch.IsOriginal(train.Columns[time].Name, known)))
        {
            var rule = (
                from time in Enumerable.Range(0, train.Width)
                where train.Columns[time].Kind is TimeKind { IsDay: false } && IsBefore(later, time)
                where !mayBreak && IsClock(cells[later], cells[time])
                select Create(train, later, [time], new FormulaCell(0))
            )
                .Concat(
                    from earlier in times
                    where earlier != later && IsBefore(later, earlier)
                    from length in Enumerable.Range(0, train.Width)
                    where length != later && length != earlier && IsBefore(later, length) && IsLength(train, length)
                    from unit in train.Columns[length].Kind is DurationKind ? [1] : Units
                    where Holds(cells[later], cells[earlier], cells[length], unit, mayBreak)
                    select Create(train, later, [earlier, length], After(unit))
                )
                .FirstOrDefault(rule => rule is not null && IsEnough(rule, later));
            found.AddRange(rule is null ? [] : [rule]);
        }

        return found;

        // What follows from others says little of times that mostly stand by themselves.
        bool IsEnough(FormulaColumn rule, int later) =>
            (mayBreak || Array.TrueForAll(rule.Holds(train), holds => holds))
            && cells[later].Zip(rule.Expected(train)).Count(one => double.IsNaN(one.Second) && !double.IsNaN(one.First))
                <= (mayBreak ? 0 : MaxAlone) * cells[later].Count(cell => !double.IsNaN(cell));

        bool IsBefore(int later, int part) =>
            !RuleSearch.Needs(train.Columns[part].Name, train.Columns[later].Name, [.. known, .. found]);
    }

    private static FormulaSum After(double unit) =>
        new(
            (new FormulaCell(0), false),
            (
                unit == 1
                    ? new FormulaCell(1)
                    : new FormulaProduct((new FormulaNumber(unit), false), (new FormulaCell(1), false)),
                false
            )
        );

    private static FormulaColumn? Create(Table train, int later, int[] parts, Formula time)
    {
        var formula = new FormulaTimeOfDay(time);
        var rule = FormulaColumn.Create(train, later, parts, formula);
        bool[] holds = rule.Holds(train);
        var held = train.TakeRows([.. Enumerable.Range(0, holds.Length).Where(row => holds[row])]);
        return new FormulaEvidence(held, rule, later, parts, formula).IsEnough(_ => false) ? rule : null;
    }

    private static bool AreTimes(Table train, int column)
    {
        double[] cells = Array.FindAll(train.ColumnValues(column), cell => !double.IsNaN(cell));
        return train.Columns[column].Kind is DurationKind
            && cells.Length > 0
            && Array.TrueForAll(cells, cell => cell is >= 0 and < Clock.Day)
            && cells.Select(cell => Math.Floor(cell / 3600)).Distinct().Count() >= MinHours;
    }

    private static bool IsLength(Table train, int column) =>
        train.Columns[column].Kind is DurationKind || LinearSearch.IsQuantity(train.Columns[column]);

    private static bool IsClock(double[] clock, double[] times)
    {
        var of = new FormulaTimeOfDay(new FormulaCell(0));
        for (int row = 0; row < clock.Length; row++)
        {
            // Comparisons with NaN are false.
            if (Math.Abs(of.Value([times[row]]) - clock[row]) > RoundOff)
            {
                return false;
            }
        }

        return true;
    }

    // Where no row passes midnight, the sum alone says it.
    private static bool Holds(double[] later, double[] earlier, double[] length, double unit, bool mayBreak)
    {
        var (known, passing, wrong) = (0, 0, 0);
        for (int row = 0; row < later.Length; row++)
        {
            double days = (earlier[row] + (unit * length[row]) - later[row]) / Clock.Day;
            known += double.IsNaN(days) ? 0 : 1;
            wrong += Math.Abs(days - Math.Round(days)) > RoundOff ? 1 : 0;
            passing += Math.Abs(days - Math.Round(days)) <= RoundOff && Math.Abs(Math.Round(days)) == 1 ? 1 : 0;
            if (wrong > (mayBreak ? (1 - NearlyHolds.MinFraction) * later.Length : 0))
            {
                return false;
            }
        }

        return mayBreak
            ? wrong > 0 && known - wrong >= NearlyHolds.MinFraction * known && passing >= MinRowsPastMidnight
            : passing > 0;
    }
}
