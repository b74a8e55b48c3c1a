using Likeness.Data.Times;

namespace Likeness.Data.Detection;

/// <summary>Whether numbers are days of months: of days that are independent of the month, so many rows would hardly all be possible.</summary>
internal static class DayEvidence
{
    private const int Days = 31;

    /// <summary>Whether all days being in their months may be by chance.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="ofMonth">The columns of the year and the month.</param>
    /// <param name="day">The place of the column of the day.</param>
    public static bool IsByChance(Table rows, TimePart[] ofMonth, int day)
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
        double chance = 0;
        foreach (double first in new TimeParts(ofMonth).Times(rows))
        {
            chance += double.IsNaN(first) ? 0 : Math.Log(possible[DaysIn(DateTime.UnixEpoch.AddSeconds(first))]);
        }

        return chance >= KeyEvidence.MaxLogChance;
    }

    private static int DaysIn(DateTime month) => DateTime.DaysInMonth(month.Year, month.Month);
}
