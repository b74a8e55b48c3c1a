using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Trees;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>The times of the rows of a key: how long after the one before, or after the first, each of them is.</summary>
/// <param name="Column">The column of times.</param>
/// <param name="IsSchedule">Whether times since the beginning vary less than times between rows, as those of planned visits do.</param>
/// <param name="Elapsed">The mean time since the first row for each value of the phases, in increasing order of these.</param>
/// <param name="Steps">
/// Evenly spaced quantiles: of a schedule, of the time since the beginning, for each of <paramref name="Elapsed"/>; else of the time since the row before, for the second row, the third, and so on; later ones are
/// like the last.
/// </param>
/// <param name="Levels">The times that the data have, where they are few; times are then counted in places among these. None where they are seconds.</param>
/// <param name="KeepsWeekdays">Whether rows move by whole weeks: the data have hardly any times on some day of the week, or other numbers of each day and weeks between rows.</param>
internal sealed record SubjectTimes(
    string Column,
    bool IsSchedule,
    IReadOnlyList<PhaseTime> Elapsed,
    IReadOnlyList<double[]> Steps,
    IReadOnlyList<double> Levels,
    bool KeepsWeekdays
)
{
    /// <summary>The column that says which row of its key a row is, such as the number of a visit; null for none.</summary>
    public string? Phases { get; init; }

    /// <summary>Whether the data have no times in some months, such as sowing in winter: steps from other times would lead there.</summary>
    public bool HasSeasons { get; init; }

    /// <summary>The hours and days of the data's times; null for any, or where times are counted in places.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OpenHours? Hours { get; init; }

    /// <summary>
    /// For each of the steps, evenly spaced quantiles of the times themselves, where these vary less than the steps to them, as those of rounds of visits to all do; null where steps are kept. None where they are everywhere.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double[]?>? Rounds { get; init; }

    private const double MaxOfRounds = 0.75; // of the spread of the steps
    private const double MaxAfterRound = 1.25;
    private const int MinSteps = 30;
    private const double MinRises = 0.9;
    private const int MaxPhases = 50;
    private const int MinRowsOfLevel = 5; // on average
    private const int MaxLevels = 1000;
    private const int Quantiles = 201;
    private const int Hidden = 4; // lowest and highest steps are not sampled
    private const int MinOfSeasons = 100; // rows
    private const int MinSeasonDays = 2 * 365;
    private const int MaxMonths = 9; // of twelve
    private const double RareWeekday = 0.03;
    private const double MinTies = 0.1; // of the steps
    private const double Day = 86_400;

    /// <summary>Whether a column may say which row of its key a row is.</summary>
    public static bool ArePhases(Table rows, string name)
    {
        int at = rows.Columns.Index().First(one => one.Item.Name == name).Index;
        double[] cells = rows.ColumnValues(at);
        return rows.Columns[at].Kind is not TimeKind
            && !cells.Any(double.IsNaN)
            && cells.Distinct().Count() <= MaxPhases;
    }

    /// <summary>The times of rows; null if there are too few.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="groups">The rows of each key.</param>
    /// <param name="column">The column of times, none of which is missing.</param>
    /// <param name="phases">See <see cref="Phases"/>.</param>
    public static SubjectTimes? Fit(Table rows, int[][] groups, int column, string? phases)
    {
        double[] seconds = rows.ColumnValues(column);
        double[] distinct = [.. seconds.Distinct().Order()];
        double[] levels =
            distinct.Length <= MaxLevels && (long)distinct.Length * MinRowsOfLevel <= seconds.Length ? distinct : [];
        double[] times = levels.Length == 0 ? seconds : Array.ConvertAll(seconds, time => Place(levels, time));
        double[]? phase = phases is null
            ? null
            : rows.ColumnValues(rows.Columns.Index().First(one => one.Item.Name == phases).Index);
        int[][] ordered = [.. groups.Select(group => group.OrderBy(row => times[row]).ToArray())];
        var steps = new List<List<double>>();
        var ends = new List<List<double>>();
        foreach (int[] group in ordered)
        {
            for (int i = 1; i < group.Length; i++)
            {
                if (steps.Count < i)
                {
                    steps.Add([]);
                    ends.Add([]);
                }

                steps[i - 1].Add(times[group[i]] - times[group[i - 1]]);
                ends[i - 1].Add(times[group[i]]);
            }
        }

        // What few keys have joins what is before.
        while (steps.Count > 1 && steps[^1].Count < MinSteps)
        {
            steps[^2].AddRange(steps[^1]);
            steps.RemoveAt(steps.Count - 1);
            ends[^2].AddRange(ends[^1]);
            ends.RemoveAt(ends.Count - 1);
        }

        if (steps.Count == 0 || steps[0].Count < MinSteps)
        {
            return null;
        }

        var elapsed = phase is null ? [] : PhaseTime.All(ordered, times, phase);
        var since = phase is null ? [] : Since(ordered, times, phase, elapsed);
        bool isSchedule =
            since.Count > 1
            && since.TrueForAll(one => one.Count >= MinSteps)
            && Spread(since.Where((_, i) => elapsed[i].Time != 0)) < Math.Min(Spread(steps), Spread(ends));
        // Times that follow no order of the rows, nor of the phases, are those of independent rows.
        bool isInOrder =
            RisesOf(groups, times) >= MinRises
            || (
                phase is not null
                && RisesOf([.. groups.Select(group => group.OrderBy(row => phase[row]).ToArray())], times) >= MinRises
            );
        if (!isSchedule && !isInOrder)
        {
            return null;
        }

        return new(
            rows.Columns[column].Name,
            isSchedule,
            elapsed,
            [.. (isSchedule ? since : steps).Select(QuantilesOf)],
            levels,
            levels.Length == 0 && HaveWeekdays(seconds, steps)
        )
        {
            Phases = phases,
            Rounds = isSchedule ? null : RoundsOf(steps, ends),
            HasSeasons = HaveSeasons(rows.Columns[column], seconds),
            Hours =
                levels.Length == 0 && rows.Columns[column].Kind is TimeKind kind ? OpenHours.Find(seconds, kind) : null,
        };
    }

    // Steps from one round to the next vary by both.
    private static double[]?[]? RoundsOf(List<List<double>> steps, List<List<double>> ends)
    {
        double most = MaxOfRounds;
        var rounds = new double[]?[steps.Count];
        for (int i = 0; i < rounds.Length; i++)
        {
            if (Spread([ends[i]]) < most * Spread([steps[i]]))
            {
                rounds[i] = QuantilesOf(ends[i]);
                most = MaxAfterRound;
            }
        }

        return Array.Exists(rounds, round => round is not null) ? rounds : null;
    }

    private static bool HaveSeasons(Column column, double[] seconds)
    {
        DateTime[] times = [.. seconds.Select(((TimeKind)column.Kind).At).OfType<DateTime>()];
        return times.Length >= MinOfSeasons
            && (times.Max() - times.Min()).TotalDays >= MinSeasonDays
            && times.DistinctBy(at => at.Month).Count() <= MaxMonths;
    }

    /// <summary>Times in the units of the steps: [cells.Length].</summary>
    internal double[] FromSeconds(double[] cells)
    {
        double[] levels = [.. Levels];
        return levels.Length == 0 ? cells : Array.ConvertAll(cells, time => Place(levels, time));
    }

    /// <summary>Whether steps are so long that rows move by whole days.</summary>
    internal bool AreDays => Levels.Count == 0 && Steps.Max(step => step[step.Length / 2]) >= 3 * Day;

    /// <summary>Whether rows of a key often have one time, such as the bookings of a day: other steps would part what belongs to one.</summary>
    internal bool HasTies =>
        !IsSchedule && Steps.Sum(step => step.Count(one => one == 0)) >= MinTies * Steps.Sum(step => step.Length);

    /// <summary>The mean time since the first row of a phase: that of the last known one below it.</summary>
    internal double ElapsedAt(double phase)
    {
        double known = 0;
        foreach (var one in Elapsed)
        {
            if (one.Phase > phase)
            {
                break;
            }

            known = one.Time;
        }

        return known;
    }

    /// <summary>When the subject of each row begins, as far as its phase tells, in the units of the steps: [cells.Length].</summary>
    /// <param name="cells">Seconds.</param>
    /// <param name="phases">The phase of each row.</param>
    internal double[] Beginnings(double[] cells, double[] phases) =>
        [.. FromSeconds(cells).Zip(phases, (time, phase) => time - ElapsedAt(phase))];

    /// <inheritdoc/>
    public bool Equals(SubjectTimes? other) =>
        other is not null
        && (Column, Phases, IsSchedule, KeepsWeekdays, HasSeasons)
            == (other.Column, other.Phases, other.IsSchedule, other.KeepsWeekdays, other.HasSeasons)
        && Equals(Hours, other.Hours)
        && Elapsed.SequenceEqual(other.Elapsed)
        && Levels.SequenceEqual(other.Levels)
        && (Rounds is null) == (other.Rounds is null)
        && (Rounds ?? []).Zip(other.Rounds ?? []).All(pair => (pair.First ?? []).SequenceEqual(pair.Second ?? []))
        && Steps.Count == other.Steps.Count
        && Steps.Zip(other.Steps).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Phases, Steps.Count);

    // Of a time that is none of the levels, the place of the next one.
    private static double Place(double[] levels, double time)
    {
        int at = Array.BinarySearch(levels, time);
        return at >= 0 ? at : Math.Min(~at, levels.Length - 1);
    }

    // The times since the beginning of each key, for each phase; a key without the first phase begins so much before its first row as others do.
    private static List<List<double>> Since(
        int[][] ordered,
        double[] times,
        double[] phase,
        IReadOnlyList<PhaseTime> elapsed
    )
    {
        var indexOf = elapsed.Index().ToDictionary(one => one.Item.Phase, one => one.Index);
        var since = elapsed.Select(_ => new List<double>()).ToList();
        foreach (int[] group in ordered)
        {
            if (!indexOf.TryGetValue(phase[group[0]], out int first))
            {
                continue;
            }

            double begin = times[group[0]] - elapsed[first].Time;
            foreach (int row in group.Where(row => indexOf.ContainsKey(phase[row])))
            {
                since[indexOf[phase[row]]].Add(times[row] - begin);
            }
        }

        return since;
    }

    // The fraction of rows that are not before the row before them.
    private static double RisesOf(int[][] groups, double[] times)
    {
        int rises = 0;
        int steps = 0;
        foreach (int[] group in groups)
        {
            for (int i = 1; i < group.Length; i++)
            {
                rises += times[group[i]] >= times[group[i - 1]] ? 1 : 0;
                steps++;
            }
        }

        return rises / (double)Math.Max(1, steps);
    }

    // The mean interquartile range.
    private static double Spread(IEnumerable<List<double>> steps)
    {
        double all = 0;
        double count = 0;
        foreach (var some in steps)
        {
            double[] sorted = [.. some.Order()];
            all += (sorted[3 * sorted.Length / 4] - sorted[sorted.Length / 4]) * sorted.Length;
            count += sorted.Length;
        }

        return all / Math.Max(1, count);
    }

    private static double[] QuantilesOf(List<double> steps)
    {
        double[] sorted = [.. steps.Order()];
        int hidden = Math.Min(Hidden, (sorted.Length - 1) / 2);
        double[] inner = sorted[hidden..^hidden];
        return
        [
            .. Enumerable
                .Range(0, Quantiles)
                .Select(i => inner[(int)Math.Round(i * (inner.Length - 1.0) / (Quantiles - 1))]),
        ];
    }

    // Of weeks between rows, whole ones keep days of the week that differ at all; of days, those that hardly occur.
    private static bool HaveWeekdays(double[] seconds, List<List<double>> steps)
    {
        var rows = new double[Clock.Week];
        foreach (double time in seconds)
        {
            rows[(int)Clock.WeekdayOf(Math.Floor(time / Day))]++;
        }

        double[] sorted = [.. steps.SelectMany(step => step).Order()];
        return rows.Min() < RareWeekday * seconds.Length
            || (sorted[sorted.Length / 2] >= Clock.Week * Day && Independence.IsUneven(rows));
    }
}

/// <summary>The mean time from the first row of a key to that of a phase.</summary>
/// <param name="Phase">A value of the column of phases.</param>
/// <param name="Time">Seconds, or places among the times of the data.</param>
internal readonly record struct PhaseTime(double Phase, double Time)
{
    /// <summary>The mean times of all phases, in increasing order of these.</summary>
    /// <param name="ordered">The rows of each key, by time.</param>
    /// <param name="times">The time of each row.</param>
    /// <param name="phase">The phase of each row.</param>
    public static IReadOnlyList<PhaseTime> All(int[][] ordered, double[] times, double[] phase)
    {
        // Of keys that begin as most do.
        double first = ordered.CountBy(group => phase[group[0]]).MaxBy(one => one.Value).Key;
        return
        [
            .. ordered
                .Where(group => phase[group[0]] == first)
                .SelectMany(group => group.Select(row => (Phase: phase[row], Time: times[row] - times[group[0]])))
                .GroupBy(one => one.Phase, one => one.Time)
                .Select(group => new PhaseTime(group.Key, group.Average()))
                .OrderBy(one => one.Phase),
        ];
    }
}
