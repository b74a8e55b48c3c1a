using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Runs;
using Likeness.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>Times of day, weekdays and computed columns predict other columns.</summary>
public sealed class CalendarTests
{
    private const double Hour = 3600;
    private const double Monday = 1_672_617_600; // 2023-01-02

    [Theory]
    [InlineData("1969-12-31T23:59:59", 0)]
    [InlineData("2024-02-29T08:30:00", 0)]
    [InlineData("2024-03-01T00:00:00", -5)]
    [InlineData("1815-06-18T11:35:00", 2)]
    public void AClockReadsTimesAsTheCalendarDoes(string text, int hours)
    {
        var time = DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        double utc = (time.AddHours(-hours) - DateTime.UnixEpoch).TotalSeconds;
        var clock = new Clock((hours * Hour) + utc, 60, 0);
        Assert.Equal(time.TimeOfDay.TotalSeconds, clock.TimeOfDay(0));
        Assert.Equal((time.TimeOfDay.TotalSeconds + 120) % Clock.Day, clock.TimeOfDay(2));
        Assert.Equal(((int)time.DayOfWeek + 6) % 7, clock.Weekday(0));
        Assert.Equal(time.Day, clock.DayOfMonth(0));
        Assert.Equal(time.DayOfYear, clock.DayOfYear(0), 1.6);
        Assert.True(double.IsNaN(clock.Weekday(double.NaN)) && double.IsNaN(clock.DayOfMonth(double.NaN)));
    }

    [Theory]
    [InlineData("trees", 900)]
    [InlineData("trees", 3000)]
    [InlineData("boosted-trees", 3000)]
    public void SamplesKeepOfficeHoursAndWhatDependsOnThem(string name, int count)
    {
        using var model = Train(name, Orders(count));
        var rows = model.Sample(4000, seed: 1);
        var clock = new Clock(0, 1, 0);
        int[] all = [.. Enumerable.Range(0, rows.RowCount)];
        Assert.DoesNotContain(all, row => clock.Weekday(rows[row, 0]) > 4);
        Assert.DoesNotContain(all, row => clock.TimeOfDay(rows[row, 0]) is < 9 * Hour or >= 17 * Hour);
        double morning = all.Where(row => clock.TimeOfDay(rows[row, 0]) < 12 * Hour).Average(row => rows[row, 1]);
        double evening = all.Where(row => clock.TimeOfDay(rows[row, 0]) > 14 * Hour).Average(row => rows[row, 1]);
        Assert.InRange(evening / morning, 1.6, 2.4); // 2 in the data
        double friday = all.Where(row => clock.Weekday(rows[row, 0]) == 4).Average(row => rows[row, 2]);
        double others = all.Where(row => clock.Weekday(rows[row, 0]) < 4).Average(row => rows[row, 2]);
        Assert.InRange(friday, 0.75, 1);
        Assert.InRange(others, 0, 0.3);
        Assert.True(clock.Weekday(Monday) == 0);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void ComputedColumnsPredictLaterOnes(string name)
    {
        var table = Receipts(3000);
        using var model = Train(name, table);
        Assert.Contains("amount = quantity × price", model.Encoding.Rules.Select(rule => rule.ToString()));
        var rows = model.Sample(3000, seed: 2);
        int wrong = Enumerable.Range(0, rows.RowCount).Count(row => rows[row, 3] > 0 == rows[row, 2] > 60);
        Assert.InRange(wrong, 0, 0.012 * rows.RowCount);
    }

    [Fact]
    public void ARunThatIsReadAgainSamplesAndScoresTheSame()
    {
        using var trained = TrainedModel.Train(
            new RunSettings { Model = "trees", Data = DataSource.FromTable(Orders(900)) }
        );
        var model = trained.As<TableModel>();
        string folder = Directory.CreateTempSubdirectory("likeness-calendar-").FullName;
        try
        {
            trained.Save(Path.Combine(folder, "run"));
            using var read = TrainedModel.Open(Path.Combine(folder, "run")).As<TableModel>();
            var (rows, again) = (model.Sample(300, seed: 5), read.Sample(300, seed: 5));
            Assert.Equal(rows.ColumnValues(0), again.ColumnValues(0));
            Assert.Equal(rows.ColumnValues(1), again.ColumnValues(1));
            Assert.Equal(model.Score(rows).LogDensity, read.Score(rows).LogDensity);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a training row's time stands for is a distribution, and times come from it: by the minute, and continuous.</summary>
    [Theory]
    [InlineData(60, true)]
    [InlineData(60, false)]
    [InlineData(Clock.Day, true)]
    public void TimesBetweenTwoRowsFollowTheRhythm(double unit, bool isGrid)
    {
        double[] times = Orders(600).ColumnValues(0);
        float[] column =
        [
            .. times
                .Select(time => (float)Math.Floor((time - Monday) / unit))
                .Select((z, row) => isGrid ? z : z + (row % 7 / 8f)),
        ];
        int bins = isGrid ? (int)column.Max() + 1 : 0;
        var clock = new Clock(Monday, unit, 0);
        var levels = ColumnLevels.Create(column, new ModelDimension("placed", bins) { Clock = clock });
        double step = isGrid ? 1 : 1 / 16.0;
        for (int code = 0; code < levels.Count; code += 29)
        {
            if (levels.RowsOf(code) > 1)
            {
                continue;
            }

            for (int draw = 0; draw < 400; draw++)
            {
                float value = levels.Value(code, (draw + 0.5) / 400);
                Assert.True(double.IsFinite(levels.LogWithin(code, value)), $"{value} of {levels.Values[code]}");
                Assert.InRange(clock.Weekday(value), 0, 4);
            }

            double sum = 0;
            float first = levels.Values[Math.Max(0, code - 1)] - 20_000;
            float last = levels.Values[Math.Min(levels.Count - 1, code + 1)] + 20_000;
            for (double z = Math.Floor(first); z <= last; z += step)
            {
                sum += Math.Exp(levels.LogWithin(code, (float)z)) * step;
            }

            Assert.Equal(1, sum, isGrid ? 1e-9 : 0.02);
        }
    }

    /// <summary>A sentinel, and what no calendar has, leave gaps that no rhythm covers: they take no time, and stay a distribution.</summary>
    [Theory]
    [InlineData(4_200_000_000)] // minutes: the year 10008
    [InlineData(1e30)]
    public void ASentinelLeavesNoEndlessGap(double sentinel)
    {
        float[] column =
        [
            .. Orders(600).ColumnValues(0).Select(time => (float)Math.Floor((time - Monday) / 60)),
            (float)sentinel,
        ];
        var levels = ColumnLevels.Create(column, new ModelDimension("placed") { Clock = new Clock(Monday, 60, 0) });
        for (int code = levels.Count - 2; code < levels.Count; code++)
        {
            Assert.True(double.IsFinite(levels.LogWithin(code, levels.Value(code, 0.7))));
        }
    }

    /// <summary>Where the time is known, what depends on its hour is imputed accordingly; where it is not, times of office hours are.</summary>
    [Fact]
    public void ImputedCellsFollowTheClock()
    {
        using var model = Train("trees", Orders(3000));
        var real = Orders(400, seed: 9);
        var clock = new Clock(0, 1, 0);
        var (_, filled, _) = model.Impute(new IncompleteTable(real.TakeColumns([0])));
        double friday = Fridays(filled).Average();
        Assert.InRange(friday, 0.75, 1);
        var (_, times, _) = model.Impute(new IncompleteTable(real.TakeColumns([1, 2])));
        Assert.All(times.ColumnValues(0), time => Assert.InRange(clock.Weekday(time), 0, 4));

        IEnumerable<double> Fridays(Table rows) =>
            Enumerable
                .Range(0, rows.RowCount)
                .Where(row => clock.Weekday(rows[row, 0]) == 4)
                .Select(row => rows[row, 2]);
    }

    /// <summary>The same times at random hours are told from those of office hours, which the times themselves do not show.</summary>
    [Fact]
    public void ClassifiersSeeTheCalendar()
    {
        var (real, other) = (Orders(1500), Orders(1500, seed: 3));
        double[] blurred = [.. other.ColumnValues(0).Select((time, row) => time + (row % 24 * Hour) - (12 * Hour))];
        var moved = Table.FromColumns(other.Columns, [blurred, other.ColumnValues(1), other.ColumnValues(2)]);
        Assert.InRange(Auc(real, other), 0.45, 0.55);
        Assert.InRange(Auc(real, moved), 0.7, 1);
    }

    [Fact]
    public void CountsThatDependAreFound()
    {
        var random = new PhiloxRandom(4, 0);
        var one = new byte[2000];
        var other = new byte[2000];
        int found = 0;
        for (int repeat = 0; repeat < 200; repeat++)
        {
            for (int i = 0; i < one.Length; i++)
            {
                (one[i], other[i]) = ((byte)(random.NextDouble() * 7), (byte)(random.NextDouble() * 200));
            }

            found += Independence.Depend(one, other) ? 1 : 0;
        }

        Assert.Equal(0, found);
        for (int i = 0; i < one.Length; i++)
        {
            other[i] = (byte)(random.NextDouble() < 0.2 ? one[i] * 20 : other[i]);
        }

        Assert.True(Independence.Depend(one, other));
        Assert.False(Independence.IsUneven([1000, 1020, 980, 1010, 990]));
        Assert.True(Independence.IsUneven([1000, 1020, 980, 1010, 700]));
    }

    private static double Auc(Table real, Table generated) =>
        Evaluator
            .Evaluate(real, null, generated)
            .Results.Single(result => result.Metric == "C2ST (boosted trees)")
            .Auc!.Value;

    private static TableModel Train(string name, Table table) =>
        TrainedModel.Train(new RunSettings { Model = name, Data = DataSource.FromTable(table) }).As<TableModel>();

    // Orders of three years, Monday to Friday from 9 to 17: amounts double from noon on, and on Fridays most are paid in cash.
    private static Table Orders(int count, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        double[][] cells = [new double[count], new double[count], new double[count]];
        for (int row = 0; row < count; row++)
        {
            int day = (int)(random.NextDouble() * 5);
            double hour = 9 + (8 * random.NextDouble());
            cells[0][row] =
                Monday + (Clock.Day * ((7 * (int)(random.NextDouble() * 156)) + day)) + (60 * Math.Floor(60 * hour));
            cells[1][row] = Math.Round((hour >= 12 ? 2 : 1) * (20 + (10 * random.NextDouble())), 2);
            cells[2][row] = random.NextDouble() < (day == 4 ? 0.9 : 0.15) ? 1 : 0;
        }

        return Table.FromColumns(
            [
                new Column("placed", new Grid(Monday, 60, 2_000_000)) { Kind = new TimeKind("yyyy-MM-dd HH:mm") },
                new Column("amount"),
                new Column("cash") { Kind = new BooleanKind() },
            ],
            cells
        );
    }

    // Shipping costs something up to an amount of 60.
    private static Table Receipts(int count)
    {
        var random = new PhiloxRandom(6, 0);
        double[][] cells = [new double[count], new double[count], new double[count], new double[count]];
        for (int row = 0; row < count; row++)
        {
            cells[0][row] = 1 + (int)(12 * random.NextDouble());
            cells[1][row] = Math.Round(2 + (20 * random.NextDouble()), 2);
            cells[2][row] = Math.Round(cells[0][row] * cells[1][row], 2);
            cells[3][row] =
                cells[2][row] > 60 ? 0
                : random.NextDouble() < 0.3 ? 9.9
                : 4.9;
        }

        return Table.FromColumns(
            [new Column("quantity"), new Column("price"), new Column("amount"), new Column("shipping")],
            cells
        );
    }
}
