using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>When times of the data fall, where some hours of the day or some days of the week have none: loans of a library that is open from 9 to 19, but on Sundays.</summary>
/// <param name="Days">The days of the week, see <see cref="OpenDays.Find"/>.</param>
/// <param name="Hours">A bit for each hour that has a time, for each day of the week.</param>
/// <param name="Times">Evenly spaced quantiles of the time of day in seconds, for each day of the week.</param>
/// <param name="Offset">The zone of the hours, in seconds.</param>
internal sealed record OpenHours(int Days, int[] Hours, double[][] Times, double Offset)
{
    private const int HoursOfDay = 24;
    private const int DaysOfWeek = 7;
    private const double Hour = 3600;
    private const int All = (1 << HoursOfDay) - 1;
    private const int MinClosed = 4; // hours
    private const double ShortOfStep = 4; // a step is longer by so much than a move to an open day
    private const int Quantiles = 101;
    private const int Hidden = 4; // first and last times are not sampled

    // By chance, some hour has none of n rows with probability 24 (23/24)ⁿ at most.
    private static readonly int MinRows = (int)
        Math.Ceiling((RuleSearch.MaxLogChance - Math.Log(HoursOfDay)) / Math.Log(23 / 24.0));

    /// <summary>The hours of times; null where times fall at any.</summary>
    /// <param name="times">Seconds; NaN where missing.</param>
    /// <param name="kind">Has their zone.</param>
    public static OpenHours? Find(double[] times, TimeKind kind)
    {
        double offset = kind.Offset.TotalSeconds;
        double[] known = Array.FindAll(times, time => !double.IsNaN(time));
        double[][] ofDay = [.. Enumerable.Range(0, DaysOfWeek).Select(_ => Array.Empty<double>())];
        foreach (var day in known.GroupBy(time => Weekday(time + offset), time => OfDay(time + offset)))
        {
            ofDay[day.Key] = [.. day];
        }

        double[] any = [.. ofDay.SelectMany(day => day)];
        int days = OpenDays.Find(times, kind);
        // Days without hours have one time of day.
        bool haveHours = any.Distinct().Skip(1).Any();
        int all = haveHours && any.Length >= MinRows ? HoursOf(any) : All;
        int[] hours = [.. ofDay.Select(day => haveHours && day.Length >= MinRows ? HoursOf(day) : all)];
        return days == 0 && hours.All(one => one == All)
            ? null
            : new(days, hours, [.. ofDay.Select(day => QuantilesOf(day.Length >= MinRows ? day : any))], offset);
    }

    /// <summary>A time on the nearest open day, and at an open hour: others become such times of that day as the data have.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="least">The result is not before this, if it can be.</param>
    public double Nearest(double time, double least)
    {
        if (double.IsNaN(time))
        {
            return time;
        }

        double moved = OnOpenDay(time, least);
        double local = moved + Offset;
        if (IsOpen(local))
        {
            return moved;
        }

        double start = local - OfDay(local);
        double fraction = ClosedBefore(local) / ClosedBefore(start + Clock.Day - 1);
        for (int day = 0; day <= DaysOfWeek; day++, start += Clock.Day)
        {
            if (!IsOpenDay(start - Offset))
            {
                continue;
            }

            // Later than the row before on the same day.
            double[] times = Times[Weekday(start)];
            int passed = times.Count(one => start + one - Offset < least);
            if (passed < times.Length)
            {
                double place = passed + (Math.Clamp(fraction, 0, 1) * (times.Length - 1 - passed));
                return start + At(start, place) - Offset;
            }
        }

        return moved;
    }

    /// <inheritdoc/>
    public bool Equals(OpenHours? other) =>
        other is not null
        && (Days, Offset) == (other.Days, other.Offset)
        && Hours.SequenceEqual(other.Hours)
        && Times.Zip(other.Times).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Days, Offset);

    // On one of the near open days, by the time of day: all times of a Sunday would make of Saturdays the fullest days. Longer steps move by more days.
    private double OnOpenDay(double time, double least)
    {
        if (IsOpenDay(time))
        {
            return time;
        }

        int far = (int)Math.Clamp((time - least) / (ShortOfStep * Clock.Day), 1, DaysOfWeek / 2);
        double[] near =
        [
            .. Enumerable
                .Range(-far, (2 * far) + 1)
                .Select(day => time + (day * Clock.Day))
                .Where(one => one >= least && IsOpenDay(one)),
        ];
        return near.Length == 0
            ? OpenDays.Nearest(Days, time, Offset, least)
            : near[(int)(OfDay(time + Offset) / Clock.Day * near.Length)];
    }

    private bool IsOpenDay(double time) => Days == 0 || (Days & (1 << Weekday(time + Offset))) != 0;

    private bool IsOpen(double local) => (Hours[Weekday(local)] & (1 << (int)(OfDay(local) / Hour))) != 0;

    // The seconds of closed hours on the day of a time, up to it.
    private double ClosedBefore(double local)
    {
        double ofDay = OfDay(local);
        double start = local - ofDay;
        return Enumerable
            .Range(0, HoursOfDay)
            .Where(hour => !IsOpen(start + (hour * Hour)))
            .Sum(hour => Math.Clamp(ofDay - (hour * Hour), 0, Hour));
    }

    // Between two quantiles, unless the hours between them are closed.
    private double At(double start, double place)
    {
        double[] times = Times[Weekday(start)];
        int below = (int)place;
        double next = times[Math.Min(below + 1, times.Length - 1)];
        double between = times[below] + ((place - below) * (next - times[below]));
        return IsOpen(start + between) ? between : next;
    }

    private static int HoursOf(double[] ofDay)
    {
        int open = ofDay.Aggregate(0, (hours, time) => hours | (1 << (int)(time / Hour)));
        return HoursOfDay - int.PopCount(open) < MinClosed ? All : open;
    }

    private static double[] QuantilesOf(double[] ofDay)
    {
        double[] sorted = [.. ofDay.Order()];
        int hidden = Math.Min(Hidden, Math.Max(0, sorted.Length - 1) / 2);
        double[] inner = sorted[hidden..^hidden];
        return
        [
            .. Enumerable
                .Range(0, Quantiles)
                .Select(i => inner[(int)Math.Round(i * (inner.Length - 1.0) / (Quantiles - 1))]),
        ];
    }

    private static double OfDay(double local) => local - (Math.Floor(local / Clock.Day) * Clock.Day);

    private static int Weekday(double local)
    {
        int day = (int)(Math.Floor(local / Clock.Day) % DaysOfWeek);
        return day < 0 ? day + DaysOfWeek : day;
    }
}
