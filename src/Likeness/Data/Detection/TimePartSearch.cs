using Likeness.Data.Kinds;
using Likeness.Data.Times;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds times that a file holds in several columns: a date in year, month and day, and, if the rows are those of a panel then, a date and a time of day, the hour beside either, or year and month, or year and quarter.
/// Their names must say so, but for dates, where all rows being possible by chance may be improbable.
/// </summary>
internal static class TimePartSearch
{
    private const int MinRows = 20;
    private const int FirstYear = 1000;
    private const int LastYear = 2999;

    // Of the largest number that a part may be.
    private static readonly (TimePartKind Kind, int Last)[] OfDay =
    [
        (TimePartKind.Hour, 23),
        (TimePartKind.Minute, 59),
        (TimePartKind.Second, 59),
    ];

    /// <summary>The table with a column for each such time, behind the others.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    public static LoadedTable Apply(LoadedTable loaded)
    {
        var table = loaded.Table;
        if (table.Picture is not null || table.RowCount < MinRows)
        {
            return loaded;
        }

        var taken = new HashSet<string>();
        foreach (var parts in Candidates(table))
        {
            if (
                !parts.All.Any(part => taken.Contains(part.Column))
                && table.Columns.All(column => column.Name != parts.Name)
                && Joined(loaded, parts) is { } joined
            )
            {
                loaded = joined;
                taken.UnionWith(parts.All.Select(part => part.Column));
            }
        }

        return loaded;
    }

    private static LoadedTable? Joined(LoadedTable loaded, TimeParts parts)
    {
        var table = loaded.Table;
        double[] times = parts.Times(table);
        int[] places = [.. parts.All.Select(part => IndexOf(table, part.Column))];
        // A row has all parts, or none.
        for (int row = 0; row < times.Length; row++)
        {
            if (double.IsNaN(times[row]) && Array.Exists(places, part => !double.IsNaN(table[row, part])))
            {
                return null;
            }
        }

        bool isWhole = parts.Has(TimePartKind.Day) && parts.All.Count == 3;
        var column = parts.ToColumn(Array.Exists(times, double.IsNaN) ? "" : null);
        var joined = JoinedTimes.With(table, column, times);
        return FollowsFromTime(table, column, times) || !(isWhole || IsPanel(table, joined, places))
            ? null
            : loaded with
            {
                Table = joined,
                Findings =
                    loaded.Findings.Count == table.Width
                        ?
                        [
                            .. loaded.Findings,
                            new ColumnFinding(parts.Summary, column.Write(times[0]), times.Count(double.IsNaN)),
                        ]
                        : loaded.Findings,
            };
    }

    private static bool IsPanel(Table table, Table joined, int[] parts)
    {
        var without = joined.TakeColumns([.. Enumerable.Range(0, joined.Width).Except(parts)]);
        return PanelSearch.Find(without) is { } panel
            && panel.Time == joined.Columns[^1].Name
            && (IsInOrder(panel, without) || PanelSearch.Find(table) is not { } own || !IsInOrder(own, table));
    }

    // The last years first, and in these the first months first, is an order of the parts alone.
    private static bool IsInOrder(PanelRows panel, Table table)
    {
        double[] times = table.ColumnValues(IndexOf(table, panel.Time));
        var rows = panel.Rows();
        for (int row = 0; row < rows.Length && rows.Length == times.Length; row++)
        {
            if (panel.Times[rows[row].Time] != times[row])
            {
                return false;
            }
        }

        return true;
    }

    // A column of times says as much, or more.
    private static bool FollowsFromTime(Table rows, Column joined, double[] times) =>
        Enumerable
            .Range(0, rows.Width)
            .Any(i =>
                rows.Columns[i] is { Kind: TimeKind kind, Parts: null }
                && joined.Parts!.All.All(part => part.Column != rows.Columns[i].Name)
                && Enumerable
                    .Range(0, times.Length)
                    .All(row =>
                        kind.At(rows[row, i]) is { } at
                            ? joined.Write((at - DateTime.UnixEpoch).TotalSeconds) == joined.Write(times[row])
                            : double.IsNaN(times[row])
                    )
            );

    /// <summary>The places of columns that hold the year, the month and the day of a date, and whether their names say so; else days of other months would be impossible in some rows.</summary>
    /// <param name="table">The rows.</param>
    public static IEnumerable<(int[] Parts, bool IsNamed)> Dates(Table table)
    {
        int[] years = [.. Numbers(table, FirstYear, LastYear)];
        int[] months = years.Length == 0 ? [] : Months(table);
        int[] days = months.Length == 0 ? [] : [.. Numbers(table, 1, 31)];
        return from year in years
            from month in months
            from day in days
            where month != year && month != day
            let isNamed = DateNames.Are(table.Columns[year].Name, table.Columns[month].Name, table.Columns[day].Name)
            where isNamed || !DayEvidence.IsByChance(table, year, month, day)
            select ((int[])[year, month, day], isNamed);
    }

    // Those with the most parts first.
    private static IEnumerable<TimeParts> Candidates(Table table)
    {
        int[] dates =
        [
            .. Places(table, column => column.Kind is TimeKind { IsDay: true, HasZone: false, IsOfPeriods: false }),
        ];
        int[] years = [.. Numbers(table, FirstYear, LastYear)];
        int[] months = years.Length == 0 ? [] : Months(table);
        int[] quarters = years.Length == 0 ? [] : [.. Numbers(table, 1, 4)];
        string Name(int at) => table.Columns[at].Name;

        var calendars = new List<(TimePart[] Parts, string? Words, bool IsNamed)>();
        foreach (int date in dates)
        {
            // A single date needs no name.
            string? rest = DateNames.Rest(Name(date), TimePartKind.Date) ?? (dates.Length == 1 ? "" : null);
            if (rest is not null)
            {
                calendars.Add(([new(Name(date), TimePartKind.Date)], rest, true));
            }
        }

        foreach (var (parts, isNamed) in Dates(table))
        {
            calendars.Add(
                (
                    [
                        new(Name(parts[0]), TimePartKind.Year),
                        new(Name(parts[1]), TimePartKind.Month),
                        new(Name(parts[2]), TimePartKind.Day),
                    ],
                    isNamed ? DateNames.Rest(Name(parts[0]), TimePartKind.Year) : null,
                    isNamed
                )
            );
        }

        foreach (int year in years)
        {
            string? ofYear = DateNames.Rest(Name(year), TimePartKind.Year);
            foreach (int month in months.Where(month => month != year))
            {
                TimePart[] ofMonth = [new(Name(year), TimePartKind.Year), new(Name(month), TimePartKind.Month)];
                if (ofYear is not null && DateNames.Rest(Name(month), TimePartKind.Month) == ofYear)
                {
                    calendars.Add((ofMonth, ofYear, true));
                }
            }

            foreach (int quarter in quarters)
            {
                if (ofYear is not null && DateNames.Rest(Name(quarter), TimePartKind.Quarter) == ofYear)
                {
                    calendars.Add(
                        ([new(Name(year), TimePartKind.Year), new(Name(quarter), TimePartKind.Quarter)], ofYear, true)
                    );
                }
            }
        }

        return calendars
            .SelectMany(one =>
                (one.Parts[^1].Kind is TimePartKind.Day or TimePartKind.Date ? WithinDay(table, one.Words) : [])
                    .Select(within => (Parts: (TimePart[])[.. one.Parts, .. within], one.IsNamed))
                    .Append((one.Parts, one.IsNamed))
            )
            .Where(one => one.Parts.Length > 1)
            .OrderByDescending(one => one.IsNamed)
            .ThenByDescending(one => one.Parts.Length)
            .Select(one => new TimeParts(one.Parts));
    }

    // The time of day, or the hour and what is finer.
    private static IEnumerable<TimePart[]> WithinDay(Table table, string? rest)
    {
        if (rest is null)
        {
            yield break;
        }

        foreach (int at in Places(table, column => column.Kind is DurationKind))
        {
            if (DateNames.Rest(table.Columns[at].Name, TimePartKind.TimeOfDay) == rest)
            {
                yield return [new(table.Columns[at].Name, TimePartKind.TimeOfDay)];
            }
        }

        var parts = new List<TimePart>();
        foreach (var (kind, last) in OfDay)
        {
            int[] found =
            [
                .. Numbers(table, 0, last).Where(at => DateNames.Rest(table.Columns[at].Name, kind) == rest),
            ];
            if (found.Length == 0)
            {
                break;
            }

            parts.Add(new(table.Columns[found[0]].Name, kind));
        }

        if (parts.Count > 0)
        {
            yield return [.. parts];
        }
    }

    private static int[] Months(Table table) => [.. Numbers(table, 1, 12).Concat(Places(table, AreMonths))];

    private static bool AreMonths(Column column) =>
        column.Kind is CategoryKind { LevelCount: <= 12 } levels && MonthNames.NumbersOf(levels.Levels) is not null;

    private static IEnumerable<int> Places(Table table, Func<Column, bool> fits) =>
        Enumerable.Range(0, table.Width).Where(i => fits(table.Columns[i]));

    private static IEnumerable<int> Numbers(Table rows, double first, double last) =>
        Places(rows, column => column is { Kind: NumberKind, Codes: null })
            .Where(at => AreWithin(rows.Column(at), first, last));

    private static bool AreWithin(ReadOnlySpan<double> cells, double first, double last)
    {
        int present = 0;
        foreach (double cell in cells)
        {
            if (double.IsNaN(cell))
            {
                continue;
            }

            if (!double.IsInteger(cell) || cell < first || cell > last)
            {
                return false;
            }

            present++;
        }

        return present >= MinRows;
    }

    private static int IndexOf(Table table, string name) =>
        table.Columns.Index().First(one => one.Item.Name == name).Index;
}
