using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>
/// Finds days that lie whole months before or behind another one, of which a third column has the number. In 20 rows of different months, days that are not do
/// not agree.
/// </summary>
internal static class ShiftedDaySearch
{
    private const int MinRows = 20;

    /// <summary>The rules: of days that follow from each other, the last ones.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    public static IReadOnlyList<ShiftedDayColumn> All(Table rows)
    {
        var all = new List<ShiftedDayColumn>();
        int[] days = [.. Enumerable.Range(0, rows.Width).Where(i => rows.Columns[i].Kind is TimeKind)];
        int[] months = days.Length > 1 ? [.. Enumerable.Range(0, rows.Width).Where(i => AreMonths(rows, i))] : [];
        foreach (int column in days.Reverse())
        {
            var possible =
                from other in days
                where other != column && !RuleSearch.Needs(rows.Columns[other].Name, rows.Columns[column].Name, all)
                from count in months
                from sign in (int[])[1, -1]
                from day in (int[])[0, -1]
                select new ShiftedDayColumn(
                    rows.Columns[column].Name,
                    rows.Columns[other].Name,
                    rows.Columns[count].Name,
                    sign,
                    day
                );
            if (
                rows.ColumnValues(column).Count(day => !double.IsNaN(day)) >= MinRows
                && possible.FirstOrDefault(rule => rule.HoldsEverywhere(rows)) is { } rule
            )
            {
                all.Add(rule);
            }
        }

        return all;
    }

    private static bool AreMonths(Table rows, int column)
    {
        if (rows.Columns[column].Kind is not NumberKind)
        {
            return false;
        }

        double[] months = Array.FindAll(rows.ColumnValues(column), one => !double.IsNaN(one));
        return Array.TrueForAll(months, one => one >= 0 && double.IsInteger(one))
            && months.Length > 0
            && Array.Exists(months, one => one != months[0]);
    }
}
