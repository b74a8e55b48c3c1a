using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>Whole months between the days of two columns. A month from the last day of January ends on the last of February.</summary>
/// <param name="First">The kind of the earlier day.</param>
/// <param name="Last">The kind of the later one.</param>
/// <param name="Days">What is added to the whole months, in days: 0 or −1.</param>
internal readonly record struct WholeMonths(TimeKind First, TimeKind Last, int Days)
{
    private const int MonthsOfYear = 12;

    /// <summary>Of two columns.</summary>
    /// <param name="rows">Rows that have them.</param>
    /// <param name="by">The place of the earlier day.</param>
    /// <param name="at">The place of the later one.</param>
    /// <param name="days">What is added to the whole months, in days.</param>
    /// <returns>null if they are no times.</returns>
    public static WholeMonths? Of(Table rows, int by, int at, int days) =>
        rows.Columns[by].Kind is TimeKind first && rows.Columns[at].Kind is TimeKind last
            ? new(first, last, days)
            : null;

    /// <summary>The whole months between two days; null where there are none, or a day is missing.</summary>
    public int? Between(double earlier, double later)
    {
        // A sentinel at the end of the calendar has no next day.
        if (
            First.At(earlier) is not { } start
            || Last.At(later) is not { } day
            || day >= DateTime.MaxValue.AddDays(Days)
        )
        {
            return null;
        }

        var end = day.AddDays(-Days);
        int between = (MonthsOfYear * (end.Year - start.Year)) + end.Month - start.Month;
        return start.AddMonths(between) == end ? between : null;
    }

    /// <summary>The earlier day; NaN where none lies so many months before, such as 31 February, or beyond the calendar.</summary>
    public double Before(double later, int months)
    {
        if (
            Last.At(later) is not { } day
            || day >= DateTime.MaxValue.AddDays(Days)
            || day.Year - (months / MonthsOfYear) <= DateTime.MinValue.Year + 1
        )
        {
            return double.NaN;
        }

        double earlier = later - (day - day.AddDays(-Days).AddMonths(-months)).TotalSeconds;
        return Between(earlier, later) == months ? earlier : double.NaN;
    }

    /// <summary>The later day; NaN beyond the calendar.</summary>
    public double After(double earlier, int months) =>
        First.At(earlier) is { } start && start.Year + (months / MonthsOfYear) < DateTime.MaxValue.Year
            ? earlier + (start.AddMonths(months).AddDays(Days) - start).TotalSeconds
            : double.NaN;
}
