using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

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
public sealed partial record DifferenceColumn(
    string Column,
    IReadOnlyList<string> Parts,
    double Least,
    double Most,
    int? Decimals = null,
    double? Absent = null,
    IReadOnlyList<IReadOnlyList<string>>? Others = null
) : TableRule
{
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

    /// <summary>A bound of the column as differences have it: [rows.RowCount].</summary>
    internal double[] Subtracted(Table rows, string part)
    {
        var (of, at) = (IndexOf(rows, part), IndexOf(rows, Column));
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => Bound(rows, row, of, rows.Columns[at], FromDay))];
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
                sum = Larger(
                    sum,
                    parts.Aggregate(least, (partial, part) => partial + Bound(rows, row, part, column, FromDay))
                );
            }

            if (sum > End)
            {
                double within = DifferenceEnd.Within(End.Value, sum - least, rest, Least, StepOf(column));
                (sum, least) = (sum - least + within, within);
            }

            sum = double.IsNaN(sum) && Absent is double taken ? rows[row, at] + taken : sum;
            values[row] =
                rest < uncapped && Cap is double cap ? Larger(cap, sum - least)
                : column.Kind is TimeKind time ? Calendar.OpenDays.Nearest(OpenDays, sum, time, sum - least)
                : column.Kind is not NumberKind ? sum
                : Decimals is int decimals
                && column.Grid is { SinglePrecision: false } grid
                && decimals == grid.DecimalPlaces
                    ? Math.Round(sum, decimals)
                : DifferenceStep.OnGrid(column, sum, sum - least, sum - least + Most);
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

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

    private static double Bound(Table rows, int row, int part, Column column, bool fromDay) =>
        fromDay || ComparedDays.Are(rows.Columns[part], column)
            ? ComparedDays.DayOf(rows[row, part], rows.Columns[part].Kind, column.Kind)
            : rows[row, part];

    private double Rest(Table rows, int at, int[][] bounds, int row, bool fromDay)
    {
        double largest = double.NaN;
        foreach (int[] parts in bounds)
        {
            double one = -rows[row, at];
            foreach (int part in parts)
            {
                one += Bound(rows, row, part, rows.Columns[at], fromDay);
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
