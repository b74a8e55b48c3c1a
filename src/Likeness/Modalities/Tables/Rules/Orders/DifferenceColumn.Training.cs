using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>What training rows say of a difference: how many decimal places and steps it has, which values are many rows', and whether it is learned at all.</summary>
public sealed partial record DifferenceColumn
{
    // A column stays from so many times as many differences as values on.
    private const double MoreDifferences = 1.2;
    private const double MeetingRows = 0.02; // equal to the bound: of unrounded numbers that stay, samples hardly ever are

    // Rows that have the largest value, at least, and their multiple of those that have any one difference or other value: of a few widths, the largest is no limit.
    private const double CappedRows = 0.05;
    private const double MoreThanOthers = 2;

    private const double FrequentRows = 0.05; // with one value above the bound

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
            OpenDays = rows.Columns[at].Kind is TimeKind time ? Calendar.OpenDays.Find(rows.Column(at), time) : 0,
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
            Absent =
                rule.FromDay && absent is double first
                    ? ComparedDays.DayOf(first, rows.Columns[at].Kind, rows.Columns[at].Kind)
                    : absent,
        };
        rule = rule with { Step = rule.FromDay ? null : DifferenceStep.Find(present, rows.Columns[at], rule.Decimals) };
        rule = rule.Capped(rule.Step ?? rows.Columns[at].Grid?.Step, column, present);
        double[] values = Array.FindAll(column.ToArray(), value => !double.IsNaN(value));
        bool meets = rows.Columns[at].Grid is null && present.Count(rest => rest == 0) > MeetingRows * present.Length;
        bool stays =
            rule.Cap is null
            && !meets
            && (
                present.Distinct().Count() > MoreDifferences * values.Distinct().Count()
                || HasFrequentValue(column, rests)
            );
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

        if (Bounds.Any(parts => ComparedDays.Are(rows.Columns[IndexOf(rows, parts[0])], rows.Columns[at])))
        {
            return true;
        }

        double[] rests = [.. Rests(rows).Where(rest => !double.IsNaN(rest))];
        return DifferenceStep.Find(rests, rows.Columns[at], Decimals) is null
            && DifferenceStep.HasHours(rows.Column(at), time, rests);
    }

    // The least fare of many rides, of different distances, is no difference of as many.
    private static bool HasFrequentValue(ReadOnlySpan<double> column, double[] rests)
    {
        var above = new List<(double Value, double Difference)>();
        for (int row = 0; row < rests.Length; row++)
        {
            if (rests[row] > 0)
            {
                above.Add((column[row], rests[row]));
            }
        }

        return above.Count > 0
            && above.GroupBy(one => one.Value).MaxBy(group => group.Count()) is { } frequent
            && frequent.Count() is var rows
            && rows >= FrequentRows * above.Count
            && rows >= MoreThanOthers * frequent.CountBy(one => one.Difference).Max(one => one.Value)
            && rows >= MoreThanOthers * above.CountBy(one => one.Difference).Max(one => one.Value);
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
}
