using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// A column that is at least the sum of others: <c>pickup ≤ dropoff</c>, <c>fare + tip ≤ total</c>. It is replaced by the difference, to the largest of several, or stays if it takes fewer values, such as prices that end with .99.
/// </summary>
/// <param name="Column">The larger column.</param>
/// <param name="Parts">The columns that are subtracted.</param>
/// <param name="Least">The smallest difference in the training rows, in the column's units (seconds for times); at least 0.</param>
/// <param name="Most">The largest difference in the training rows.</param>
/// <param name="Decimals">Decimal places of the differences; null if they are not rounded.</param>
/// <param name="Absent">What is subtracted where a part is missing; null if the column is missing there, too.</param>
/// <param name="Others">Further columns, or sums of them, that the column is never below; null if there are none.</param>
public sealed record DifferenceColumn(
    string Column,
    IReadOnlyList<string> Parts,
    double Least,
    double Most,
    int? Decimals = null,
    double? Absent = null,
    IReadOnlyList<IReadOnlyList<string>>? Others = null
) : TableRule
{
    // A column stays from so many times as many differences as values on.
    private const double MoreDifferences = 1.2;
    private const double MeetingRows = 0.02; // equal to the bound: of unrounded numbers that stay, samples hardly ever are

    // Rows that have the largest value, at least, and their multiple of those that have any one difference or other value: of a few widths, the largest is no limit.
    private const double CappedRows = 0.05;
    private const double MoreThanOthers = 2;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <summary>The largest value of the column, if it is that of many rows: the day on which data was taken, or a limit; else null.</summary>
    public double? Cap { get; init; }

    /// <summary>What takes the place of the difference in rows that have the largest value: less than any, by a tenth of their range.</summary>
    public double CapRest { get; init; }

    /// <summary>The largest value of the column, if the differences of other rows would often lead beyond it: data end on one day; else null.</summary>
    public double? End { get; init; }

    /// <summary>Whether the column stays as it is, and samples that break the rule are replaced.</summary>
    public bool Stays { get; init; }

    /// <summary>Whether the difference of times is that to the beginning of the earlier one's day, so that it has the later one's time of day.</summary>
    public bool FromDay { get; init; }

    /// <summary>A bit for each day of the week that the column's times have, from Thursday (1970-01-01) on; 0 if they have all.</summary>
    [JsonInclude]
    internal int OpenDays { get; init; }

    /// <summary>What the column is more than its only bound, at least: a number above 0; null for an order alone.</summary>
    [JsonInclude]
    internal double? Distance { get; init; }

    /// <summary>The step between two differences, where it is larger than that of the column's values; else null.</summary>
    [JsonInclude]
    internal double? Step { get; init; }

    // Whether one missing bound leaves the difference unknown; else the others bound the column.
    private bool NeedsAll { get; init; }

    private IEnumerable<IReadOnlyList<string>> Bounds => [Parts, .. Others ?? []];

    /// <inheritdoc/>
    internal override bool Replaces => !Stays;

    /// <inheritdoc/>
    internal override bool IsOrder => true;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Bounds.SelectMany(parts => parts);

    /// <summary>The rule with the differences of training rows, some of which may be negative.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="bounds">The places of the parts, and of those of further bounds.</param>
    internal static DifferenceColumn Create(Table rows, int at, params int[][] bounds)
    {
        int?[] places =
        [
            .. bounds.SelectMany(parts => parts).Append(at).Select(place => PlacesOf(rows.Columns[place])),
        ];
        string[][] names = [.. bounds.Select(parts => parts.Select(part => rows.Columns[part].Name).ToArray())];
        var rule = new DifferenceColumn(
            rows.Columns[at].Name,
            names[0],
            0,
            0,
            Array.TrueForAll(places, one => one is not null) ? places.Max() : null,
            Others: names.Length > 1 ? names[1..] : null
        );
        rule = rule with
        {
            FromDay = rule.KeepsHours(rows, at),
            OpenDays = rows.Columns[at].Kind is TimeKind time ? Rules.OpenDays.Find(rows.Column(at), time) : 0,
        };
        double[] rests = rule.Rests(rows);
        var column = rows.Column(at);
        double? absent = null;
        for (int row = 0; row < rests.Length; row++)
        {
            bool isAlone = double.IsNaN(rests[row]) && !double.IsNaN(column[row]);
            absent = isAlone ? Math.Min(absent ?? double.PositiveInfinity, column[row]) : absent;
        }

        double[] present = Array.FindAll(rests, rest => !double.IsNaN(rest));
        rule = rule with
        {
            Least = present.DefaultIfEmpty(0).Min(),
            Most = present.DefaultIfEmpty(0).Max(),
            Absent = rule.FromDay && absent is double first ? DayOf(first, rows.Columns[at]) : absent,
        };
        rule = rule with { Step = rule.FromDay ? null : DifferenceStep.Find(present, rows.Columns[at], rule.Decimals) };
        rule = rule.Capped(rule.Step ?? rows.Columns[at].Grid?.Step, column, present);
        double[] values = Array.FindAll(column.ToArray(), value => !double.IsNaN(value));
        bool meets = rows.Columns[at].Grid is null && present.Count(rest => rest == 0) > MeetingRows * present.Length;
        bool stays =
            rule.Cap is null && !meets && present.Distinct().Count() > MoreDifferences * values.Distinct().Count();
        return stays ? rule.Staying()
            : rule.Cap is null && DifferenceEnd.Find(column, rests) is { } end ? rule with { End = end }
            : rule;
    }

    /// <summary>The rule of a column that stays as it is, or that another rule restores.</summary>
    internal DifferenceColumn Staying() => this with { Stays = true, FromDay = false, Cap = null, End = null };

    // Arrivals in the afternoon, days after the booking; and days after times.
    private bool KeepsHours(Table rows, int at)
    {
        if (
            rows.Columns[at].Kind is not TimeKind time
            || Bounds.Any(parts => parts.Count > 1 || rows.Columns[IndexOf(rows, parts[0])].Kind is not TimeKind)
        )
        {
            return false;
        }

        if (time.IsDay)
        {
            return Bounds.Any(parts => rows.Columns[IndexOf(rows, parts[0])].Kind is TimeKind { IsDay: false });
        }

        double[] rests = [.. Rests(rows).Where(rest => !double.IsNaN(rest))];
        return DifferenceStep.Find(rests, rows.Columns[at], Decimals) is null
            && DifferenceStep.HasHours(rows.Column(at), time, rests);
    }

    // A model of differences does not see that they end on one day.
    private DifferenceColumn Capped(double? step, ReadOnlySpan<double> column, double[] rests)
    {
        double[] values = Array.FindAll(column.ToArray(), value => !double.IsNaN(value));
        double cap = values.DefaultIfEmpty(0).Max();
        var counts = values.CountBy(value => value).ToDictionary();
        counts.Remove(cap, out int capped);
        int others = rests.CountBy(rest => rest).Concat(counts).Select(one => one.Value).DefaultIfEmpty(0).Max();
        if (capped < CappedRows * values.Length || capped < MoreThanOthers * others)
        {
            return this;
        }

        double gap = (Most - Least) / 10;
        gap = step is double one ? one * Math.Max(1, Math.Round(gap / one)) : gap;
        return this with { Cap = cap, CapRest = Least - gap };
    }

    /// <summary>Decimal places of a column's values, 0 for whole numbers; null if they are not rounded.</summary>
    internal static int? PlacesOf(Column column) =>
        column.Grid is not { } grid ? null
        : grid.Decimals is null && double.IsInteger(grid.Origin) && double.IsInteger(grid.Step) ? 0
        : grid.Decimals;

    /// <summary>The column less its largest bound in each row; NaN where the column or all bounds are missing.</summary>
    internal double[] Rests(Table rows)
    {
        int at = IndexOf(rows, Column);
        int[][] bounds = BoundsOf(rows);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => Rest(rows, at, bounds, row, FromDay))];
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        int at = IndexOf(rows, Column);
        int[][] bounds = BoundsOf(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            double rest = Rest(rows, at, bounds, row, fromDay: false);
            // Comparisons with NaN are false: a missing value breaks no rule.
            holds[row] = !(rest - (Distance ?? 0) < -RoundOff * Math.Max(1, Math.Abs(rows[row, at])));
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        if (Stays)
        {
            return rows;
        }

        int at = IndexOf(rows, Column);
        int[][] bounds = BoundsOf(rows);
        double[] rests = Rests(rows);
        for (int row = 0; row < rests.Length; row++)
        {
            if (rows[row, at] == Cap)
            {
                rests[row] = CapRest;
                continue;
            }

            bool isUnbounded = Array.TrueForAll(
                bounds,
                parts => Array.Exists(parts, part => double.IsNaN(rows[row, part]))
            );
            if (double.IsNaN(rests[row]) && isUnbounded)
            {
                rests[row] = Absent is double taken ? rows[row, at] - taken : double.NaN;
            }
        }

        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, rests);
    }

    /// <inheritdoc/>
    // A part that is unknown is not missing.
    internal override Table EncodeUnknown(Table rows) => (this with { Absent = null, NeedsAll = true }).Encode(rows);

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        if (Stays)
        {
            return rows;
        }

        int at = IndexOf(rows, Column);
        int[][] bounds = BoundsOf(rows);
        double uncapped = Cap is null ? double.NegativeInfinity : (Least + CapRest) / 2;
        var values = new double[rows.RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            double rest = Step is double step
                ? Least + (Math.Round((rows[row, at] - Least) / step) * step)
                : rows[row, at];
            double least = Math.Max(rest, Least);
            double sum = double.NaN;
            foreach (int[] parts in bounds)
            {
                sum = Larger(sum, parts.Aggregate(least, (partial, part) => partial + Bound(rows, row, part, FromDay)));
            }

            if (sum > End)
            {
                double within = DifferenceEnd.Within(End.Value, sum - least, rest, Least, StepOf(column));
                (sum, least) = (sum - least + within, within);
            }

            sum = double.IsNaN(sum) && Absent is double taken ? rows[row, at] + taken : sum;
            values[row] =
                rest < uncapped && Cap is double cap ? Larger(cap, sum - least)
                : column.Kind is TimeKind time ? Rules.OpenDays.Nearest(OpenDays, sum, time, sum - least)
                : column.Kind is not NumberKind ? sum
                : Decimals is int decimals && decimals == column.Grid?.DecimalPlaces ? Math.Round(sum, decimals)
                : DifferenceStep.OnGrid(column, sum, sum - least, sum - least + Most);
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override void MarkMissing(Table rows, bool[][] must)
    {
        int[][] bounds = BoundsOf(rows);
        if (Absent is null)
        {
            Mark(rows, IndexOf(rows, Column), must, row => Array.TrueForAll(bounds, parts => Misses(row, parts)));
        }

        bool Misses(int row, int[] parts) => Array.Exists(parts, part => double.IsNaN(rows[row, part]));
    }

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved) =>
        Bounds.Aggregate(
            rows,
            (settled, parts) => (this with { Parts = parts, Others = null }).Adjusted(settled, isObserved)
        );

    // Adds to an imputed part: of several the largest has the most room.
    private Table Adjusted(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        int[] parts = [.. Parts.Select(part => IndexOf(rows, part))];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            int[] imputed =
            [
                .. parts.Where(part => !isObserved(row, part)).OrderByDescending(part => cells[part][row]),
            ];
            double added = Math.Min(Rest(rows, at, [parts], row, fromDay: false) - (Distance ?? 0), 0);
            if (added < 0 && Stays && !isObserved(row, at))
            {
                double least = cells[at][row] - added;
                cells[at][row] = DifferenceStep.OnGrid(rows.Columns[at], least, least);
                continue;
            }

            foreach (int part in imputed)
            {
                double changed = cells[part][row] + added;
                changed = Decimals is int places ? Math.Round(changed, places) : changed;
                if (IsPossible(rows.Columns[part], changed))
                {
                    cells[part][row] = changed;
                    break;
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Texts);

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Texts =>
        [.. Bounds.Select(parts => $"{string.Join(" + ", parts)}{Written(Distance)} ≤ {Column}")];

    private static string Written(double? distance) =>
        distance is { } more ? string.Create(CultureInfo.InvariantCulture, $" + {more}") : "";

    /// <inheritdoc/>
    public bool Equals(DifferenceColumn? other) =>
        other is not null && Column == other.Column && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Parts.Count);

    private int[][] BoundsOf(Table rows) =>
        [.. Bounds.Select(parts => parts.Select(part => IndexOf(rows, part)).ToArray())];

    private static double Bound(Table rows, int row, int part, bool fromDay) =>
        fromDay ? DayOf(rows[row, part], rows.Columns[part]) : rows[row, part];

    // The beginning of the day of a time.
    private static double DayOf(double time, Column column)
    {
        double zone = column.Kind is TimeKind { Offset: var offset } ? offset.TotalSeconds : 0;
        return (Math.Floor((time + zone) / Clock.Day) * Clock.Day) - zone;
    }

    private double Rest(Table rows, int at, int[][] bounds, int row, bool fromDay)
    {
        double largest = double.NaN;
        foreach (int[] parts in bounds)
        {
            double one = -rows[row, at];
            foreach (int part in parts)
            {
                one += Bound(rows, row, part, fromDay);
            }

            if (NeedsAll && double.IsNaN(one))
            {
                return double.NaN;
            }

            largest = Larger(largest, one);
        }

        double rest = 0 - largest;
        return Decimals is int places ? Math.Round(rest, places) : rest;
    }

    private double StepOf(Column column) =>
        FromDay ? Clock.Day
        : Step is double own ? own
        : column.Grid is { } grid ? grid.Step
        : Decimals is int places ? Math.Pow(10, -places)
        : 0;

    // A missing bound bounds nothing.
    private static double Larger(double a, double b) => double.IsNaN(a) || b > a ? b : a;
}
