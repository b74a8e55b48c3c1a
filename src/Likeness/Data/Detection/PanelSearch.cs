using Likeness.Data.Kinds;
using Likeness.Data.Times;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds panels: tables of which no two rows have the same time and the same levels of a few columns, such as the day and the store, and most of the possible pairs have a row; or a single series with one row for each day, hour or month.
/// </summary>
internal static class PanelSearch
{
    private const int MinRows = 30;
    private const int MinTimes = 5; // of a series, on average
    private const int MaxKeys = 3;
    private const int Months = 12;
    private const int MaxCandidates = 12;
    private const int FirstRows = 2000; // which show soon that rows repeat

    // Of the times between the first and the last one of each series.
    private const double MinFilled = 0.6;

    // Few rows that some meet are there twice by mistake.
    private const double MaxMeeting = 0.005;

    // Times that hardly two rows have are no common ones.
    private const double MinRowsOfTime = 1.5;

    /// <summary>The table with its panel at the column of its times, if it is one.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    public static LoadedTable Apply(LoadedTable loaded)
    {
        var table = loaded.Table;
        if (
            table.Picture is not null
            || table.RowCount < MinRows
            || (Find(table) ?? CrossSearch.Find(table)) is not { } panel
        )
        {
            return loaded;
        }

        Column[] columns =
        [
            .. table.Columns.Select(column => column.Name == panel.Time ? column with { Panel = panel } : column),
        ];
        return loaded with { Table = table.Under(columns) };
    }

    /// <summary>The panel; null if the table is none.</summary>
    /// <param name="table">All rows.</param>
    public static PanelRows? Find(Table table)
    {
        // Of a time in several columns, the parts are none, and name no series.
        var parts = JoinedTimes.PartsOf(table.Columns);
        int[] times =
        [
            .. Enumerable.Range(0, table.Width).Where(i => !parts.Contains(table.Columns[i].Name) && IsTime(table, i)),
        ];
        int[] candidates =
        [
            .. Enumerable
                .Range(0, table.Width)
                .Where(i => !parts.Contains(table.Columns[i].Name) && MayName(table, i))
                .OrderBy(i => Distinct(table, i))
                .Take(MaxCandidates),
        ];
        for (int count = 0; count <= MaxKeys; count++)
        {
            foreach (int time in times.Where(time => count == 0 || HasCommonTimes(table, time)))
            {
                // The fewest series that tell all rows of a time apart.
                var found = Choices([.. candidates.Where(i => i != time)], count)
                    .Select(keys => Groups(table, time, keys))
                    .OfType<(int[] Keys, int[] SeriesOf, int Count, int Meeting)>()
                    .Where(one => IsPanel(table, time, one.Keys, one.SeriesOf, one.Count, one.Meeting))
                    .OrderBy(one => one.Count)
                    .FirstOrDefault();
                if (found.SeriesOf is not null)
                {
                    return Create(table, time, found.Keys, found.SeriesOf, found.Count);
                }
            }
        }

        return null;
    }

    /// <summary>The column of times of which the rows of each value of a column have different ones, if most possible pairs have a row; null for none.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="key">The place of the column.</param>
    public static string? TimeOf(Table table, int key) =>
        Enumerable
            .Range(0, table.Width)
            .Where(time => time != key && IsTime(table, time) && HasCommonTimes(table, time))
            .Where(time =>
                Groups(table, time, [key], minTimes: 1) is { Meeting: 0 } one
                && IsPanel(table, time, one.Keys, one.SeriesOf, one.Count, one.Meeting)
            )
            .Select(time => table.Columns[time].Name)
            .FirstOrDefault();

    // Years are whole numbers, and so are visits.
    private static bool IsTime(Table table, int at)
    {
        var column = table.Columns[at];
        return (column.Kind is TimeKind || (column.Kind is NumberKind && TimeNames.Are(column.Name)))
            && Array.TrueForAll(
                table.ColumnValues(at),
                cell => !double.IsNaN(cell) && (column.Kind is TimeKind || double.IsInteger(cell))
            );
    }

    private static bool MayName(Table table, int at)
    {
        var (kind, name) = (table.Columns[at].Kind, table.Columns[at].Name);
        return (
                kind is CategoryKind or BooleanKind
                || kind is NumberKind
                    && (TimeNames.Are(name) || SubjectNames.MayBeUnits(name) || SubjectNames.AreClasses(name))
            )
            && Array.TrueForAll(table.ColumnValues(at), double.IsInteger)
            && Distinct(table, at) is > 1 and var distinct
            && distinct * MinTimes <= table.RowCount;
    }

    private static int Distinct(Table table, int at) => table.ColumnValues(at).Distinct().Count();

    private static bool HasCommonTimes(Table table, int time) =>
        table.RowCount >= MinRowsOfTime * Distinct(table, time);

    private static IEnumerable<int[]> Choices(int[] from, int count) =>
        count == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(0, from.Length)
                .SelectMany(first =>
                    Choices(from[(first + 1)..], count - 1).Select(others => (int[])[from[first], .. others])
                );

    // The series of each row, and how many rows have the same time as another one of it; null where too many do.
    private static (int[] Keys, int[] SeriesOf, int Count, int Meeting)? Groups(
        Table table,
        int time,
        int[] keys,
        int minTimes = MinTimes
    )
    {
        double[] times = table.ColumnValues(time);
        double[][] cells = Array.ConvertAll(keys, table.ColumnValues);
        var seriesOf = new int[table.RowCount];
        var rowOf = new Dictionary<(double, double, double), int>();
        var seen = new HashSet<(int, double)>();
        int meeting = 0;
        double most = keys.Length == 0 ? 0 : MaxMeeting * table.RowCount;
        for (int row = 0; row < seriesOf.Length; row++)
        {
            var key = (Cell(0, row), Cell(1, row), Cell(2, row));
            rowOf.TryAdd(key, rowOf.Count);
            meeting += seen.Add((seriesOf[row] = rowOf[key], times[row])) ? 0 : 1;
            if (meeting > most || (row == FirstRows && rowOf.Count * 2 > row && minTimes > 1))
            {
                return null;
            }
        }

        return rowOf.Count * (long)minTimes <= seriesOf.Length ? (keys, seriesOf, rowOf.Count, meeting) : null;

        double Cell(int key, int row) => key < cells.Length ? cells[key][row] : 0;
    }

    private static bool IsPanel(Table table, int time, int[] keys, int[] seriesOf, int count, int meeting)
    {
        double[] times = table.ColumnValues(time);
        if (keys.Length == 0)
        {
            return IsSeries(times, table.Columns[time].Kind);
        }

        var places = times.Distinct().Order().Index().ToDictionary(one => one.Item, one => one.Index);
        var (first, last) = (new int[count], new int[count]);
        Array.Fill(first, int.MaxValue);
        for (int row = 0; row < seriesOf.Length; row++)
        {
            int place = places[times[row]];
            first[seriesOf[row]] = Math.Min(first[seriesOf[row]], place);
            last[seriesOf[row]] = Math.Max(last[seriesOf[row]], place);
        }

        double possible = first.Zip(last, (from, to) => to - from + 1.0).Sum();
        // Rows of independent columns would meet more often (Chernoff's bound of a Poisson number).
        double same = Same(times) * keys.Aggregate(1.0, (product, key) => product * Same(table.ColumnValues(key)));
        double pairs = seriesOf.Length * (seriesOf.Length - 1.0) / 2;
        double expected = same * pairs;
        double surprise =
            meeting == 0 ? expected : expected - (meeting * (1 + Math.Log(Math.Max(expected, meeting) / meeting)));
        return seriesOf.Length - meeting >= MinFilled * possible && surprise >= -KeyEvidence.MaxLogChance;
    }

    // The probability that two rows have the same value.
    private static double Same(double[] cells) =>
        cells.CountBy(cell => cell).Sum(one => one.Value * (one.Value - 1.0)) / (cells.Length * (cells.Length - 1.0));

    // One row for each of the equal steps between the first and the last time, or each of the months.
    private static bool IsSeries(double[] times, ColumnKind kind) =>
        IsFilled([.. times.Order()])
        || (
            kind is TimeKind time
            && IsFilled([
                .. times.Select(time.At).OfType<DateTime>().Select(at => ((double)at.Year * Months) + at.Month).Order(),
            ])
        );

    private static bool IsFilled(double[] sorted)
    {
        var (steps, step) = StepOf(sorted);
        return step > 0
            && step == steps.Min()
            && steps.Count(one => one == step) >= MinFilled * steps.Length
            && sorted.Length >= MinFilled * (1 + ((sorted[^1] - sorted[0]) / step));
    }

    private static (double[] Steps, double Step) StepOf(double[] sorted)
    {
        double[] steps = [.. sorted.Skip(1).Zip(sorted, (next, cell) => next - cell)];
        return (steps, steps.CountBy(one => one).MaxBy(one => one.Value).Key);
    }

    /// <summary>The panel of known columns.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="time">The column of times.</param>
    /// <param name="keys">The columns that name series.</param>
    /// <param name="seriesOf">The series of each row.</param>
    /// <param name="count">The number of series.</param>
    public static PanelRows Create(Table table, int time, int[] keys, int[] seriesOf, int count)
    {
        double[] times = keys.Length == 0 ? AllTimes(table, time) : [.. table.ColumnValues(time).Distinct().Order()];
        var places = times.Index().ToDictionary(one => one.Item, one => one.Index);
        int[] placeOf = Array.ConvertAll(table.ColumnValues(time), cell => places[cell]);
        int[] firstRows = new int[count];
        bool[][] present = [.. Enumerable.Range(0, count).Select(_ => new bool[times.Length])];
        for (int row = seriesOf.Length - 1; row >= 0; row--)
        {
            firstRows[seriesOf[row]] = row;
            present[seriesOf[row]][placeOf[row]] = true;
        }

        present = PanelHoles.Filled(present);
        int[] firstOf = Array.ConvertAll(seriesOf, series => firstRows[series]);
        int[] shared =
        [
            .. Enumerable
                .Range(0, keys.Length == 0 ? 0 : table.Width)
                .Where(i =>
                    i != time
                    && !keys.Contains(i)
                    && table.Columns[i].Kind is CategoryKind or BooleanKind or NumberKind
                    && !table.ColumnValues(i).Any(double.IsNaN)
                    && KeyEvidence.IsSame(firstOf, table.Column(i))
                ),
        ];
        var order = PanelOrder.Find(table, time, keys);
        return new PanelRows(
            table.Columns[time].Name,
            [.. keys.Select(i => table.Columns[i].Name)],
            [.. shared.Select(i => table.Columns[i].Name)],
            times,
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(series => new PanelSeries(
                        [.. keys.Concat(shared).Select(i => table[firstRows[series], i])],
                        [.. order.Ranks.Select(ranks => ranks[firstRows[series]])],
                        Bits(present[series])
                    )),
            ]
        )
        {
            SortedBy = order.SortedBy,
            Falls = order.Falls,
        };
    }

    // Of a single series, also those that no row has: equal steps, or the same day of each month.
    private static double[] AllTimes(Table table, int time)
    {
        double[] times = [.. table.ColumnValues(time).Order()];
        double step = StepOf(times).Step;
        double[] equal =
        [
            .. Enumerable.Range(0, 1 + (int)((times[^1] - times[0]) / step)).Select(i => times[0] + (i * step)),
        ];
        double[] monthly =
            table.Columns[time].Kind is TimeKind kind
            && kind.At(times[0]) is { } first
            && kind.At(times[^1]) is { } last
                ?
                [
                    .. Enumerable
                        .Range(0, 1 + (Months * (last.Year - first.Year)) + last.Month - first.Month)
                        .Select(i => times[0] + (first.AddMonths(i) - first).TotalSeconds),
                ]
                : [];
        return times.Except(monthly).Any()
            ? times.Except(equal).Any()
                ? times
                : equal
            : monthly;
    }

    private static byte[] Bits(bool[] present)
    {
        byte[] bits = new byte[(present.Length + 7) / 8];
        for (int i = 0; i < present.Length; i++)
        {
            bits[i / 8] |= (byte)(present[i] ? 1 << (i % 8) : 0);
        }

        return bits;
    }
}
