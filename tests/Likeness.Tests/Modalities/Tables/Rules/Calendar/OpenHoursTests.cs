using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Rules.Calendar;

/// <summary>Steps from row to row lead to times at which the data have rows: a library is open from 9 to 19, but not on Sundays.</summary>
public sealed class OpenHoursTests
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;
    private static readonly TimeKind Kind = new("yyyy-MM-dd HH:mm");

    [Fact]
    public void TimesMoveToOpenHoursInOrder()
    {
        var random = new PhiloxRandom(4, 1);
        // 1970-01-01 was a Thursday: day 3 is a Sunday.
        double[] times =
        [
            .. Enumerable
                .Range(0, 6000)
                .Where(i => i % 7 != 3)
                .Select(i => (i * Day) + (9 * Hour) + (60 * random.NextInt(600))),
        ];
        var hours = OpenHours.Find(times, Kind)!;
        Assert.All(times, time => Assert.Equal(time, hours.Nearest(time, time - Hour)));
        double before = times[0];
        for (int i = 0; i < 3000; i++)
        {
            double next = hours.Nearest(before + (random.NextDouble() * random.NextDouble() * 3 * Day), before);
            Assert.True(next >= before);
            Assert.InRange(next % Day, 9 * Hour, 19 * Hour);
            Assert.NotEqual(3, Math.Floor(next / Day) % 7);
            before = next;
        }
    }

    [Fact]
    public void StepsLeadToOpenHours()
    {
        double[] times = [.. Enumerable.Range(0, 2000).Select(i => (i * Day) + (9 * Hour) + (i % 600 * 60))];
        var step = new SubjectStep("at", "at before", 1, null) { Hours = OpenHours.Find(times, Kind) };
        var seen = Table.FromColumns(
            [new("at") { Kind = Kind, Missing = "" }, new("at before") { Kind = Kind }, new(step.Name)],
            [
                [double.NaN],
                [times[5]],
                [14 * Hour],
            ]
        );
        Assert.InRange(new SubjectSteps([step]).Decode(seen)[0, 0] % Day, 9 * Hour, 19 * Hour);
    }

    [Fact]
    public void TimesAtAnyHourHaveNone()
    {
        var random = new PhiloxRandom(4, 2);
        Assert.Null(OpenHours.Find([.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble() * 700 * Day)], Kind));
        Assert.Null(OpenHours.Find([.. Enumerable.Range(0, 3000).Select(day => day * Day)], Kind));
        // By chance.
        Assert.Null(OpenHours.Find([.. Enumerable.Range(0, 30).Select(_ => random.NextDouble() * 700 * Day)], Kind));
    }
}
