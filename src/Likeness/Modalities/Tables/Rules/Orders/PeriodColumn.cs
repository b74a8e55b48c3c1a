using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// A day that in many rows lies whole months behind another one, or a day less, and any number of days in others: the end of an insurance, a year for cars and a few days for travels. It is replaced
/// by the days between them (seconds between times), or, below 0, by the months.
/// </summary>
/// <param name="Column">The later day.</param>
/// <param name="By">The earlier day.</param>
/// <param name="Days">What is added to the whole months, in days: 0 or −1.</param>
/// <param name="Months">The whole months of the training rows, ascending, from 1 on.</param>
internal sealed record PeriodColumn(string Column, string By, int Days, IReadOnlyList<int> Months) : TableRule
{
    private const int MinRows = 20;
    private const int MaxMonths = 24; // of different numbers

    // Of days that are not whole months apart, one in 30 is by chance.
    private const double MinFraction = 0.2;

    // Whole months are those of many rows, beside times that are longer or shorter by a few days.
    private const double MoreThanBeside = 5;
    private const double Beside = 3 * Clock.Day;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <inheritdoc/>
    internal override bool IsOrder => true;

    /// <summary>The rule of two columns in order; null if few rows are whole months apart, or the earlier day is missing where the later one is not.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="by">The place of the earlier day.</param>
    /// <param name="at">The place of the later day.</param>
    public static PeriodColumn? Find(Table rows, int by, int at) =>
        new[] { 0, -1 }
            .Select(days => Find(rows, by, at, days))
            .OfType<(PeriodColumn Rule, int Count)>()
            .OrderByDescending(one => one.Count)
            .FirstOrDefault()
            .Rule;

    private static (PeriodColumn Rule, int Count)? Find(Table rows, int by, int at, int days)
    {
        if (WholeMonths.Of(rows, by, at, days) is not { } whole || ComparedDays.Are(rows.Columns[by], rows.Columns[at]))
        {
            return null;
        }

        var months = new Dictionary<int, List<double>>();
        var others = new List<double>();
        int present = 0;
        for (int row = 0; row < rows.RowCount; row++)
        {
            double between = rows[row, at] - rows[row, by];
            if (double.IsNaN(between))
            {
                if (!double.IsNaN(rows[row, at]))
                {
                    return null;
                }
            }
            else
            {
                present++;
                var times = whole.Between(rows[row, by], rows[row, at]) is > 0 and var count
                    ? months.TryGetValue(count, out var of)
                        ? of
                        : months[count] = []
                    : others;
                times.Add(between);
            }
        }

        var many = months
            .Where(one =>
                one.Value.Count
                >= MoreThanBeside * Math.Max(1, CountBeside(one.Value.Min() - Beside, one.Value.Max() + Beside))
            )
            .ToDictionary();
        int sum = many.Values.Sum(times => times.Count);
        return sum >= Math.Max(MinRows, MinFraction * present) && many.Count <= MaxMonths
            ? (new(rows.Columns[at].Name, rows.Columns[by].Name, days, [.. many.Keys.Order()]), sum)
            : null;

        // Others of a day, from some time to another one.
        double CountBeside(double from, double to) =>
            others.Count(time => time >= from && time <= to) * Clock.Day / (to - from);
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var (by, at) = (IndexOf(rows, By), IndexOf(rows, Column));
        // Comparisons with NaN are false: a missing value breaks no rule.
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => !(rows[row, at] < rows[row, by]))];
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        var (by, at) = (IndexOf(rows, By), IndexOf(rows, Column));
        double[] codes = rows.ColumnValues(at);
        if (WholeMonths.Of(rows, by, at, Days) is { } whole)
        {
            double unit = Unit(whole);
            for (int row = 0; row < codes.Length; row++)
            {
                codes[row] =
                    whole.Between(rows[row, by], codes[row]) is > 0 and var months && Months.Contains(months)
                        ? -months
                        : (codes[row] - rows[row, by]) / unit;
            }
        }

        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, codes);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        var (by, at) = (IndexOf(rows, By), IndexOf(rows, Column));
        double[] days = rows.ColumnValues(at);
        var whole = new WholeMonths((TimeKind)rows.Columns[by].Kind, (TimeKind)column.Kind, Days);
        double unit = Unit(whole);
        for (int row = 0; row < days.Length; row++)
        {
            double start = rows[row, by];
            days[row] =
                double.IsNaN(days[row]) ? double.NaN
                : days[row] < 0 ? whole.After(start, Months.MinBy(one => Math.Abs(one + days[row])))
                : start + (Math.Round(days[row]) * unit);
        }

        return Replaced(rows, at, column, days);
    }

    private static double Unit(WholeMonths whole) => whole is { First.IsDay: true, Last.IsDay: true } ? Clock.Day : 1;

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override bool PlacesParts => true;

    /// <inheritdoc/>
    internal override Table PlaceParts(Table known, Table sampled)
    {
        var (by, at) = (IndexOf(known, By), IndexOf(known, Column));
        return WholeMonths.Of(known, by, at, Days) is { } whole
            ? Placed(
                known,
                by,
                at,
                row =>
                    whole.Between(sampled[row, by], sampled[row, at]) is > 0 and var months && Months.Contains(months)
                        ? whole.Before(known[row, at], months)
                        : known[row, at] - (sampled[row, at] - sampled[row, by])
            )
            : known;
    }

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        var (by, at) = (IndexOf(rows, By), IndexOf(rows, Column));
        double[] days = rows.ColumnValues(at);
        for (int row = 0; row < days.Length; row++)
        {
            days[row] = !isObserved(row, at) && days[row] < rows[row, by] ? rows[row, by] : days[row];
        }

        return Replaced(rows, at, rows.Columns[at], days).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public bool Equals(PeriodColumn? other) =>
        other is not null && ToString() == other.ToString() && Days == other.Days && Months.SequenceEqual(other.Months);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{By} ≤ {Column}";
}
