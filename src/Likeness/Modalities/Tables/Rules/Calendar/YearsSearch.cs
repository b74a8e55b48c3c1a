using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>
/// Finds columns of whole years of the calendar between two days, such as ages. With at least five different numbers of years in 20 rows and more, years that
/// are not of these days do not agree in all rows.
/// </summary>
internal static class YearsSearch
{
    private const int MinRows = 20;
    private const int MinDistinct = 5;
    private const int MaxYears = 150;
    private const int MaxDays = 62; // among which one is chosen
    private const int YearUnit = 10_000;

    /// <summary>The rules.</summary>
    /// <param name="rows">The training rows as the data has them.</param>
    public static IEnumerable<YearsColumn> All(Table rows)
    {
        int[] days = [.. Enumerable.Range(0, rows.Width).Where(i => rows.Columns[i].Kind is TimeKind)];
        if (days.Length == 0)
        {
            yield break;
        }

        for (int column = 0; column < rows.Width; column++)
        {
            if (
                AreYears(rows, column)
                && days.Select(from => Find(rows, column, from, days)).FirstOrDefault(rule => rule is not null)
                    is { } rule
            )
            {
                yield return rule;
            }
        }
    }

    private static bool AreYears(Table rows, int column) =>
        rows.Columns[column].Kind is NumberKind
        && rows.ColumnValues(column) is var years
        && Array.TrueForAll(
            years,
            value => double.IsNaN(value) || (double.IsInteger(value) && value is >= 0 and <= MaxYears)
        )
        && years.Count(value => !double.IsNaN(value)) >= MinRows
        && years.Where(value => !double.IsNaN(value)).Distinct().Count() >= MinDistinct;

    private static YearsColumn? Find(Table rows, int column, int from, int[] days)
    {
        string name = rows.Columns[column].Name;
        string first = rows.Columns[from].Name;
        if (DayOf(rows, column, from) is { } day && Declare(rows, new(name, first, null, day)) is { } fixedDay)
        {
            return fixedDay;
        }

        return days.Where(to => to != from)
            .Select(to => Declare(rows, new(name, first, rows.Columns[to].Name)))
            .FirstOrDefault(rule => rule is not null);
    }

    /// <summary>The rule, if all rows satisfy it, and years are missing where a day is; else null.</summary>
    public static YearsColumn? Declare(Table rows, YearsColumn rule)
    {
        var names = rows.Columns.Select(one => one.Name).ToList();
        int at = names.IndexOf(rule.Column);
        return rule.EachYears(rows).Index().All(one => one.Item.Equals(rows[one.Index, at])) ? rule : null;
    }

    // The day to which all rows have so many years: of several, the last of a month, or the first one.
    private static DateOnly? DayOf(Table rows, int column, int from)
    {
        var (least, most) = (double.NegativeInfinity, double.PositiveInfinity);
        for (int row = 0; row < rows.RowCount && least < most; row++)
        {
            double day = YearsColumn.Number(rows, from, row);
            double years = rows[row, column];
            if (double.IsNaN(day) || double.IsNaN(years))
            {
                continue;
            }

            least = Math.Max(least, day + (YearUnit * years));
            most = Math.Min(most, day + (YearUnit * (years + 1)));
        }

        if (!(least < most) || !double.IsFinite(least))
        {
            return null;
        }

        // The next day of the calendar: 29 February may be none.
        int number = (int)least;
        var (year, month, dayOfMonth) = (number / YearUnit, number / 100 % 100, number % 100);
        if (year is < 1 or >= 9999)
        {
            return null;
        }

        var start = new DateOnly(year, month, 1).AddDays(dayOfMonth - 1);
        DateOnly[] possible =
        [
            .. Enumerable.Range(0, MaxDays).Select(start.AddDays).TakeWhile(day => YearsColumn.NumberOf(day) < most),
        ];
        return possible.Length == 0 ? null
            : Array.FindIndex(possible, day => day.AddDays(1).Day == 1) is >= 0 and var last ? possible[last]
            : possible[0];
    }
}
