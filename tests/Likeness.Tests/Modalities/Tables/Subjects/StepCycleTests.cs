using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Times that come back after some weeks, at hours and on weekdays of their own.</summary>
public sealed class StepCycleTests
{
    private const int Patients = 600;
    private const double Day = 86_400;
    private static readonly double[] Weekdays = [0.22, 0.19, 0.18, 0.17, 0.16, 0.04, 0.04];
    private static readonly DateTime Monday = new(2021, 1, 4, 0, 0, 0, DateTimeKind.Unspecified);

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void LaterRowsKeepHoursAndWeekdays(string name)
    {
        var data = Admissions();
        using var model = TrainedModel
            .Train(new RunSettings { Model = name, Data = DataSource.FromTable(data) })
            .As<TableModel>();
        var step = Assert.Single(model.Encoding.Context!.Steps.Columns);
        Assert.Equal(new StepCycle(7 * Day, 0), step.Cycle);
        Assert.Equal(model.Encoding.Context, TableEncoding.FromJson(model.Encoding.ToJson()).Context);

        var samples = model.Sample(data.RowCount, 1);
        Assert.InRange(Weekend(samples), Weekend(data) - 0.04, Weekend(data) + 0.04);
        Assert.InRange(Mornings(samples), Mornings(data) - 0.07, Mornings(data) + 0.07);
    }

    /// <summary>After some weeks, at hours and on weekdays of their own; after days, at hours; after minutes and whole weeks, from the time before.</summary>
    [Theory]
    [InlineData("weeks", 7)]
    [InlineData("days", 1)]
    [InlineData("minutes", 0)]
    [InlineData("regular", 0)]
    public void StepsAreFromTheLikelierBeginning(string how, int expected)
    {
        var random = new PhiloxRandom(2, 0);
        double[] before = [.. Enumerable.Range(0, 2000).Select(_ => Seconds(Visit(random, random.NextInt(90))))];
        double[] times =
        [
            .. before.Select(time =>
                how switch
                {
                    "weeks" => Seconds(
                        Visit(random, (int)((time - Seconds(Monday)) / (7 * Day)) + 1 + random.NextInt(8))
                    ),
                    "days" => (Math.Floor(time / Day) + 1 + random.NextInt(5)) * Day + (3600 * Hour(random)),
                    "minutes" => time + (3600 * random.NextDouble()),
                    _ => time + (7 * Day * (1 + random.NextInt(8))),
                }
            ),
        ];
        var found = StepCycle.Find(times, before, new TimeKind("yyyy-MM-dd HH:mm:ss"));
        Assert.Equal(expected * Day, found?.Seconds ?? 0);
    }

    private static Table Admissions()
    {
        var random = new PhiloxRandom(1, 0);
        var rows = new List<(string Patient, DateTime At, double Cost)>();
        for (int patient = 0; patient < Patients; patient++)
        {
            int week = random.NextInt(60);
            for (int visit = 1 + random.NextInt(4); visit > 0; visit--)
            {
                rows.Add(($"P{10_000 + patient}", Visit(random, week), Math.Round(100 * (1 + random.NextDouble()), 2)));
                week += 1 + random.NextInt(25);
            }
        }

        return Table.FromArrays(
            ("patient_id", rows.Select(row => row.Patient).ToArray()),
            ("admitted", rows.Select(row => row.At).ToArray()),
            ("cost", rows.Select(row => row.Cost).ToArray())
        );
    }

    private static DateTime Visit(PhiloxRandom random, int week)
    {
        double place = random.NextDouble();
        int day = 0;
        while (day < 6 && place >= Weekdays[day])
        {
            place -= Weekdays[day++];
        }

        return Monday.AddDays((7 * week) + day).AddHours(Hour(random)).AddMinutes(random.NextInt(60));
    }

    // Mostly in the morning.
    private static int Hour(PhiloxRandom random) => random.NextInt(10) < 7 ? 7 + random.NextInt(5) : random.NextInt(24);

    private static double Seconds(DateTime at) => (at - DateTime.UnixEpoch).TotalSeconds;

    private static IEnumerable<DateTime> Times(Table rows) =>
        rows.ColumnValues(1).Select(time => DateTime.UnixEpoch.AddSeconds(time));

    private static double Weekend(Table rows) =>
        Times(rows).Average(at => at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.0 : 0);

    private static double Mornings(Table rows) => Times(rows).Average(at => at.Hour is >= 7 and < 12 ? 1.0 : 0);
}
