using Likeness.Data.Times;

namespace Likeness.Data.Detection;

/// <summary>Whether numbers are days of months: of days that are independent of the month, so many rows would hardly all be possible.</summary>
internal static class DayEvidence
{
    private const int Days = 31;

    /// <summary>Whether all days being in their months may be by chance.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="year">The place of the column of the year.</param>
    /// <param name="month">The place of the column of the month.</param>
    /// <param name="day">The place of the column of the day.</param>
    public static bool IsByChance(Table rows, int year, int month, int day)
    {
        double[] days = Array.FindAll(rows.ColumnValues(day), one => !double.IsNaN(one));
        if (days.Max() < Days)
        {
            return true;
        }

        double[] possible =
        [
            .. Enumerable.Range(0, Days + 1).Select(last => days.Count(one => one <= last) / (double)days.Length),
        ];
        var ofMonth = new TimeParts([
            new(rows.Columns[year].Name, TimePartKind.Year),
            new(rows.Columns[month].Name, TimePartKind.Month),
        ]);
        double chance = 0;
        foreach (double first in ofMonth.Times(rows.TakeColumns([year, month])))
        {
            chance += double.IsNaN(first) ? 0 : Math.Log(possible[DaysIn(DateTime.UnixEpoch.AddSeconds(first))]);
        }

        return chance >= KeyEvidence.MaxLogChance;
    }

    private static int DaysIn(DateTime month) => DateTime.DaysInMonth(month.Year, month.Month);
}
