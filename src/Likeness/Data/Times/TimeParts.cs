using Likeness.Data.Kinds;

namespace Likeness.Data.Times;

/// <summary>The columns that hold a time together, such as <c>year</c>, <c>month</c>, <c>day</c> and <c>hour</c>, or <c>Date</c> and <c>Time</c>.</summary>
/// <param name="All">The columns, the coarse ones first.</param>
internal sealed record TimeParts(IReadOnlyList<TimePart> All)
{
    private const int MonthsOfYear = 12;
    private const int QuartersOfYear = 4;
    private const int Hours = 24;
    private const int Sixty = 60;

    /// <summary>The columns in words.</summary>
    public string Summary => $"{string.Join(", ", All.Select(part => $"'{part.Column}'"))} are one time";

    /// <summary>The name of the column of the times.</summary>
    public string Name => string.Join(' ', All.Select(part => part.Column));

    /// <summary>The column of the times.</summary>
    /// <param name="missing">The text of missing ones; null for none.</param>
    public Column ToColumn(string? missing) =>
        new(Name)
        {
            Kind = Kind,
            Parts = this,
            Missing = missing,
        };

    private TimeKind Kind =>
        Has(TimePartKind.Second) || Has(TimePartKind.TimeOfDay) ? new("yyyy-MM-dd HH:mm:ss")
        : Has(TimePartKind.Hour) ? new("yyyy-MM-dd HH:mm")
        : Has(TimePartKind.Day) || Has(TimePartKind.Date) ? new("yyyy-MM-dd", IsDay: true)
        : new("yyyy-MM", IsDay: true);

    /// <summary>Whether a part is among the columns.</summary>
    public bool Has(TimePartKind kind) => All.Any(part => part.Kind == kind);

    /// <summary>The time of each row, in seconds as times are; NaN for none, and where the calendar lacks it.</summary>
    /// <param name="rows">Rows with the columns.</param>
    public double[] Times(Table rows)
    {
        var cells = new NamedCells(rows);
        var parts = All.ToDictionary(part => part.Kind, part => Numbers(part, cells));
        double[] times = new double[rows.RowCount];
        for (int row = 0; row < times.Length; row++)
        {
            times[row] =
                Day(row)
                + (3600 * Within(TimePartKind.Hour, row, Hours))
                + (60 * Within(TimePartKind.Minute, row, Sixty))
                + Within(TimePartKind.Second, row, Sixty)
                + (parts.TryGetValue(TimePartKind.TimeOfDay, out double[]? ofDay) ? InDay(ofDay[row]) : 0);
        }

        return times;

        double Day(int row) =>
            parts.TryGetValue(TimePartKind.Date, out double[]? dates)
                ? dates[row]
                : Date(
                    parts[TimePartKind.Year][row],
                    parts.TryGetValue(TimePartKind.Month, out double[]? months) ? months[row]
                        : parts[TimePartKind.Quarter][row] is >= 1 and <= QuartersOfYear and var quarter
                            ? CalendarPeriod.FirstMonth((int)quarter)
                        : double.NaN,
                    parts.TryGetValue(TimePartKind.Day, out double[]? days) ? days[row] : 1
                );

        // Comparisons with NaN are false.
        double Within(TimePartKind kind, int row, int end) =>
            !parts.TryGetValue(kind, out double[]? numbers) ? 0
            : numbers[row] >= 0 && numbers[row] < end && double.IsInteger(numbers[row]) ? numbers[row]
            : double.NaN;
    }

    /// <summary>Times that have the parts that are known of their rows, and are otherwise as they were, or near where the calendar lacks that.</summary>
    /// <param name="rows">Rows with the columns of the parts.</param>
    /// <param name="times">A time for each row: [rows.RowCount].</param>
    /// <param name="isKnown">Whether a part is known: the row and the place of its column.</param>
    public double[] Fitted(Table rows, double[] times, Func<int, int, bool> isKnown)
    {
        var cells = new NamedCells(rows);
        var names = rows.Columns.Select(column => column.Name).ToList();
        var parts = All.ToDictionary(
            part => part.Kind,
            part => (At: names.IndexOf(part.Column), Numbers: Numbers(part, cells))
        );
        double[] fitted = [.. times];
        for (int row = 0; row < times.Length; row++)
        {
            if (double.IsNaN(times[row]) || !parts.Values.Any(part => isKnown(row, part.At)))
            {
                continue;
            }

            var at = DateTime.UnixEpoch.AddSeconds(times[row]);
            int year = (int)(Known(TimePartKind.Year) ?? at.Year);
            int quarter = (int)(Known(TimePartKind.Quarter) ?? CalendarPeriod.QuarterOf(at));
            int month = (int)(Known(TimePartKind.Month) ?? CalendarPeriod.FirstMonth(quarter) + ((at.Month - 1) % 3));
            double? day = Known(TimePartKind.Day);
            // January has all days, and the month before a short one is longer.
            month -= Known(TimePartKind.Month) is null && day > DateTime.DaysInMonth(year, month) ? 1 : 0;
            double date =
                Known(TimePartKind.Date)
                ?? Date(year, month, day ?? Math.Min(at.Day, DateTime.DaysInMonth(year, month)));
            double within =
                Known(TimePartKind.TimeOfDay)
                ?? (3600 * (Known(TimePartKind.Hour) ?? at.Hour))
                    + (60 * (Known(TimePartKind.Minute) ?? at.Minute))
                    + (Known(TimePartKind.Second) ?? at.Second);
            fitted[row] = double.IsNaN(date + within) ? times[row] : date + within;

            double? Known(TimePartKind kind) =>
                parts.TryGetValue(kind, out var part) && isKnown(row, part.At) && !double.IsNaN(part.Numbers[row])
                    ? part.Numbers[row]
                    : null;
        }

        return fitted;
    }

    /// <summary>The times that a row may have in place of one with the parts that are known of it, the nearest first: on another day if that is not known, else of another month, or year.</summary>
    /// <param name="rows">Rows with the columns of the parts.</param>
    /// <param name="row">The row.</param>
    /// <param name="time">Its time.</param>
    /// <param name="isKnown">Whether a part is known: the row and the place of its column.</param>
    public IEnumerable<double> Others(Table rows, int row, double time, Func<int, int, bool> isKnown)
    {
        var names = rows.Columns.Select(column => column.Name).ToList();
        var at = DateTime.UnixEpoch.AddSeconds(time);
        return OtherDates(
                [at.Year, at.Month, at.Day],
                [IsKnown(TimePartKind.Year), IsKnown(TimePartKind.Month), IsKnown(TimePartKind.Day)]
            )
            .Select(date => Date(date[0], date[1], date[2]) + at.TimeOfDay.TotalSeconds);

        bool IsKnown(TimePartKind kind) =>
            All.FirstOrDefault(part => part.Kind is TimePartKind.Date || part.Kind == kind) is { } part
            && isKnown(row, names.IndexOf(part.Column));
    }

    /// <summary>The dates that may be in place of one, year, month and day, the nearest first: with another day if that is not known, else another month, or year.</summary>
    /// <param name="date">The date, which the calendar may lack.</param>
    /// <param name="areKnown">Whether its year, month and day are known.</param>
    public static IEnumerable<double[]> OtherDates(double[] date, bool[] areKnown)
    {
        int changed = Array.LastIndexOf(areKnown, false);
        var others = changed switch
        {
            2 => Around(date[2], 1, DateTime.MaxValue.Day),
            1 => Around(date[1], 1, MonthsOfYear),
            0 => Around(date[0], DateTime.MinValue.Year, DateTime.MaxValue.Year),
            _ => [],
        };
        return others
            .Select(other => date.Select((part, i) => i == changed ? other : part).ToArray())
            .Where(one => !double.IsNaN(Date(one[0], one[1], one[2])));
    }

    // The whole numbers in a range, the nearest to another one first.
    private static IEnumerable<double> Around(double number, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(one => (double)one).OrderBy(one => Math.Abs(one - number));

    /// <summary>A date, in seconds as times are; NaN for one that the calendar does not have.</summary>
    public static double Date(double year, double month, double day) =>
        IsIn(year, DateTime.MinValue.Year, DateTime.MaxValue.Year)
        && IsIn(month, 1, MonthsOfYear)
        && IsIn(day, 1, DateTime.DaysInMonth((int)year, (int)month))
            ? (new DateTime((int)year, (int)month, (int)day) - DateTime.UnixEpoch).TotalSeconds
            : double.NaN;

    // NaN is no integer.
    private static bool IsIn(double number, int first, int last) =>
        double.IsInteger(number) && number >= first && number <= last;

    private static double InDay(double seconds) => seconds is >= 0 and < Clock.Day ? seconds : double.NaN;

    // Months and quarters may have names.
    private static double[] Numbers(TimePart part, NamedCells cells)
    {
        double[] values = cells[part.Column];
        if (cells.KindOf(part.Column) is not CategoryKind levels)
        {
            return values;
        }

        // Beside names of months, a file may have others.
        double[]? numbers =
            part.Kind == TimePartKind.Month
                ? MonthNames.NumbersOf(levels.Levels)
                    ?? [.. levels.Levels.Select(level => MonthNames.NumbersOf([level])?[0] ?? double.NaN)]
                : null;
        return Array.ConvertAll(
            values,
            cell => double.IsNaN(cell) || numbers is null ? double.NaN : numbers[(int)cell]
        );
    }

    /// <inheritdoc/>
    public bool Equals(TimeParts? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(All.Count, All[0]);
}

/// <summary>A column that holds a part of a time.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Kind">Which part.</param>
internal sealed record TimePart(string Column, TimePartKind Kind);
