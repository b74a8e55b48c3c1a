using System.Text.Json.Serialization;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// The day or week from whose beginning steps of times are counted: patients who come back after some weeks do so in the morning and hardly on Sundays, whenever they came before.
/// </summary>
/// <param name="Seconds">The length of a day or a week.</param>
/// <param name="Zone">The offset of the times' zone, in seconds.</param>
internal sealed record StepCycle(double Seconds, double Zone)
{
    private const int Hours = 24;
    private const double Week = Clock.Week * Clock.Day;

    // 1970-01-05 was a Monday.
    private const double FirstMonday = 4 * Clock.Day;

    // What the likelihood must gain, in nats, beside one for each part of the cycle.
    private const double MinGain = 10;
    private const double RoundOff = 1e-6;

    /// <summary>The cycle in which times are at likelier places than their steps; null where these are as good.</summary>
    /// <param name="times">The times; NaN where missing.</param>
    /// <param name="before">The times before.</param>
    /// <param name="kind">The kind of the times.</param>
    public static StepCycle? Find(double[] times, double[] before, TimeKind kind)
    {
        double zone = kind.Offset.TotalSeconds;
        var (day, week) = (new StepCycle(Clock.Day, zone), new StepCycle(Week, zone));
        (double Time, double Before)[] pairs =
        [
            .. times.Zip(before).Where(pair => !double.IsNaN(pair.First - pair.Second)),
        ];
        double[] steps = [.. pairs.Select(pair => pair.Time - pair.Before).Order()];
        double median = steps.Length == 0 ? 0 : steps[steps.Length / 2];
        bool haveHours =
            !kind.IsDay
            && median >= Clock.Day / 2
            && day.Gain(Hours, pairs, pair => pair.Time - pair.Before, pair => pair.Time - day.Begin(pair.Time)) > 0;
        bool haveWeekdays =
            (kind.IsDay || haveHours)
            && median >= Week
            && week.Gain(
                Clock.Week,
                pairs,
                pair => day.Begin(pair.Time) - day.Begin(pair.Before),
                pair => pair.Time - week.Begin(pair.Time)
            ) > 0;
        return haveWeekdays ? week
            : haveHours ? day
            : null;
    }

    // How much likelier places in the cycle are than steps, in nats, beyond what must be.
    private double Gain(
        int parts,
        (double Time, double Before)[] pairs,
        Func<(double Time, double Before), double> step,
        Func<(double Time, double Before), double> place
    ) => Entropy(parts, pairs.Select(step)) - Entropy(parts, pairs.Select(place)) - MinGain - parts;

    // n times the entropy of the parts of the cycle.
    private double Entropy(int parts, IEnumerable<double> seconds)
    {
        int[] counts = new int[parts];
        foreach (double one in seconds)
        {
            double place = one / Seconds;
            // Whole days are no whole sevenths in binary numbers.
            counts[(int)(((place - Math.Floor(place)) * parts) + RoundOff) % parts]++;
        }

        double all = counts.Sum();
        return -counts.Where(count => count > 0).Sum(count => count * Math.Log(count / all));
    }

    /// <summary>Whether it is a week.</summary>
    [JsonIgnore]
    public bool IsWeek => Seconds == Week;

    /// <summary>The beginning of the day or week of a time.</summary>
    public double Begin(double time)
    {
        double origin = IsWeek ? FirstMonday : 0;
        return (Math.Floor((time + Zone - origin) / Seconds) * Seconds) + origin - Zone;
    }
}
