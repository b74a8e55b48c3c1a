using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds the day that takes the place of a missing time in a formula: of those who have not left, the years since they were hired are counted to the day of the report. Each row without the time leaves an interval,
/// and all of them together leave some day.
/// </summary>
internal static class OpenEnds
{
    private const int MinRows = 20;
    private const int MinDistinct = 10;

    // Of values that are rounded to months, no day is certain.
    private const int MaxDays = 62;

    /// <summary>The rule with such a day; the rule itself if there is none.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rule">A rule of the rows that have all times.</param>
    public static FormulaColumn Closed(Table train, FormulaColumn rule)
    {
        int[] parts = [.. rule.Parts.Select(part => IndexOf(train, part))];
        int at = IndexOf(train, rule.Column);
        if (!rule.IsAlone || train.Columns[at].Kind is not NumberKind)
        {
            return rule;
        }

        string[] places = [.. parts.Select((_, i) => $"#{i}")];
        var formula = FormulaParser.Parse(rule.Formula, places)!.Value.Formula;
        for (int part = 0; part < parts.Length; part++)
        {
            if (
                train.Columns[parts[part]].Kind is TimeKind
                && DayOf(train, at, (formula, rule.Decimals), parts, part) is { } day
                && new FormulaColumn(
                    rule.Column,
                    rule.Parts,
                    new FormulaMissingAsDay(formula, day).Write(places),
                    isAlone: false
                ).For(train)
                    is var closed
                && Array.TrueForAll(closed.Holds(train), holds => holds)
                && FormulaSearch.CanBeWritten(closed, train)
            )
            {
                return closed;
            }
        }

        return rule;
    }

    // Of several days, the last of a month, or the middle one.
    private static double? DayOf(Table train, int at, (Formula Formula, int? Decimals) rule, int[] parts, int part)
    {
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        var values = new HashSet<double>();
        int rows = 0;
        double[] cells = new double[parts.Length];
        for (int row = 0; row < train.RowCount; row++)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                cells[i] = train[row, parts[i]];
            }

            double value = train[row, at];
            bool isOpen = double.IsNaN(cells[part]) && cells.Where((_, i) => i != part).All(double.IsFinite);
            if (!isOpen || double.IsNaN(value))
            {
                continue;
            }

            double first = rule.Formula.Value(With(0));
            double slope = (rule.Formula.Value(With(1e9)) - first) / 1e9;
            double slack = FormulaColumn.SlackOf(rule.Decimals, value, []);
            var (one, other) = ((value - slack - first) / slope, (value + slack - first) / slope);
            low = Math.Max(low, Math.Min(one, other));
            high = Math.Min(high, Math.Max(one, other));
            rows++;
            values.Add(value);
            if (!(low <= high))
            {
                return null;
            }
        }

        double[] days =
        [
            .. Enumerable
                .Range(0, MaxDays + 1)
                .Select(i => (Math.Ceiling(low / Clock.Day) + i) * Clock.Day)
                .TakeWhile(day => day <= high),
        ];
        return rows < MinRows || values.Count < MinDistinct || days.Length is 0 or > MaxDays ? null
            : Array.FindIndex(days, day => DateTime.UnixEpoch.AddSeconds(day + Clock.Day).Day == 1) is >= 0 and var last
                ? days[last]
            : days[days.Length / 2];

        double[] With(double time)
        {
            cells[part] = time;
            return cells;
        }
    }

    private static int IndexOf(Table rows, string name) =>
        rows.Columns.Index().First(column => column.Item.Name == name).Index;
}
