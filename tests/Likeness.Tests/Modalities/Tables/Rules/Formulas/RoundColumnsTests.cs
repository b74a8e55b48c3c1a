using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Rules keep what is round about a column: endings of prices, opening hours, shares that add up.</summary>
public sealed class RoundColumnsTests
{
    private const int Rows = 1500;
    private const double Day = 86_400;
    private const double Hour = 3600;
    private static readonly double[] Endings = [0.49, 0.95, 0.99];
    private const double Start = 1_704_067_200; // 2024-01-01, a Monday

    [Fact]
    public void PricesKeepTheirEndings()
    {
        var random = new PhiloxRandom(2, 0);
        double[] price = [.. Numbers(random, _ => 4 + random.NextInt(60) + Endings[random.NextInt(Endings.Length)])];
        double[] cost = [.. price.Select(one => Math.Round(one * (0.4 + (0.5 * random.NextDouble())), 2))];
        using var model = Train(("cost", NumberKind.Default, cost), ("price", NumberKind.Default, price));
        Assert.Equal("cost ≤ price", Assert.Single(model.Encoding.Rules).ToString());
        var rows = model.Sample(2000);
        // A price that occurs once among the training rows stands for those around it.
        int other = rows.ColumnValues(1).Count(one => !Endings.Contains(Math.Round(one % 1, 2)));
        Assert.InRange(other, 0, 0.01 * rows.RowCount);
        Assert.DoesNotContain(rows.ColumnValues(0).Zip(rows.ColumnValues(1)), pair => pair.First > pair.Second);
        var (_, filled, _) = model.Impute(new IncompleteTable(rows.TakeColumns([0])));
        Assert.DoesNotContain(filled.ColumnValues(0).Zip(filled.ColumnValues(1)), pair => pair.First > pair.Second);
        // A condition on the column is one on what the model sees.
        var given = model.SampleConditional(200, model.ParseConditions("price >= 40")).Rows;
        Assert.All(given.ColumnValues(1), one => Assert.InRange(one, 40, 64));
    }

    [Fact]
    public void ArrivalsKeepTheirHoursAndDaysApart()
    {
        var random = new PhiloxRandom(3, 0);
        double[] booked = [.. Numbers(random, _ => Start + Math.Floor(random.NextDouble() * 300 * Day))];
        double[] arrival =
        [
            .. booked.Select(time =>
                (Math.Floor(time / Day) * Day)
                + ((1 + random.NextInt(40)) * Day)
                + (15 * Hour)
                + (900 * random.NextInt(25))
            ),
        ];
        double[] departure =
        [
            .. arrival.Select(time =>
                (Math.Floor(time / Day) * Day)
                + ((1 + random.NextInt(5)) * Day)
                + (7 * Hour)
                + (300 * random.NextInt(48))
            ),
        ];
        double[] invoiced = [.. departure.Select(time => (Math.Floor(time / Day) * Day) + (random.NextInt(3) * Day))];
        var kind = new TimeKind("yyyy-MM-dd HH:mm:ss");
        using var model = Train(
            ("booked", kind, booked),
            ("arrival", kind, arrival),
            ("departure", kind, departure),
            ("invoiced", new TimeKind("yyyy-MM-dd", IsDay: true), invoiced)
        );
        var rows = model.Sample(1500);
        Assert.All(
            Enumerable.Range(0, rows.RowCount),
            row =>
            {
                Assert.InRange(rows[row, 1] % Day, 15 * Hour, (15 * Hour) + (24 * 900));
                Assert.Equal(0, rows[row, 1] % 900);
                Assert.InRange(rows[row, 2] % Day, 7 * Hour, 11 * Hour);
                Assert.InRange(DayOf(rows[row, 2]) - DayOf(rows[row, 1]), 1, 5);
                Assert.InRange(DayOf(rows[row, 1]) - DayOf(rows[row, 0]), 1, 40);
                Assert.True(rows[row, 0] <= rows[row, 1] && rows[row, 1] <= rows[row, 2]);
            }
        );

        static double DayOf(double time) => Math.Floor(time / Day);
    }

    [Fact]
    public void SharesAddUp()
    {
        var random = new PhiloxRandom(4, 0);
        double[] food = [.. Numbers(random, _ => 40 + random.NextInt(30))];
        double[] drinks = [.. food.Select(one => (double)random.NextInt((int)(100 - one)))];
        double[] other = [.. food.Zip(drinks, (one, two) => 100 - one - two)];
        using var model = Train(
            ("food", NumberKind.Default, food),
            ("drinks", NumberKind.Default, drinks),
            ("other", NumberKind.Default, other)
        );
        Assert.Equal("food = 100 - drinks - other", Assert.Single(model.Encoding.Rules).ToString());
        var rows = model.Sample(1000);
        Assert.All(
            Enumerable.Range(0, rows.RowCount),
            row => Assert.Equal(100, rows[row, 0] + rows[row, 1] + rows[row, 2], 9)
        );
        Assert.All(rows.ColumnValues(0), one => Assert.InRange(one, 35, 75));
    }

    /// <summary>3, 1 or 0 points for either side are within half a point of 2.5 less the other's, and samples would have 2.</summary>
    [Fact]
    public void HalvesThatSamplesWouldRoundOtherwiseAreNoFormula()
    {
        var random = new PhiloxRandom(5, 0);
        double[] home =
        [
            .. Numbers(
                random,
                _ =>
                    random.NextInt(9) switch
                    {
                        < 4 => 3.0,
                        < 6 => 1,
                        _ => 0,
                    }
            ),
        ];
        double[] away =
        [
            .. home.Select(one =>
                one switch
                {
                    3 => 0.0,
                    1 => 1,
                    _ => 3,
                }
            ),
        ];
        var found = TableRules.Find(
            Detected(("home", NumberKind.Default, home), ("away", NumberKind.Default, away)),
            wanted: true
        );
        Assert.All(found.Rules, rule => Assert.IsType<DeterminedColumn>(rule));
        Assert.NotEmpty(found.Rules);
    }

    /// <summary>Seconds since 1970 are large numbers, whose round-off is far less than a minute.</summary>
    [Fact]
    public void AMinuteTooManyBreaksARule()
    {
        var random = new PhiloxRandom(6, 0);
        double[] planned = [.. Numbers(random, _ => Start + (60 * random.NextInt(500_000)))];
        double[] late = [.. Numbers(random, _ => random.NextInt(90) - 5)];
        double[] actual = [.. planned.Zip(late, (time, minutes) => time + (60 * minutes))];
        var kind = new TimeKind("yyyy-MM-dd HH:mm");
        var table = Detected(("planned", kind, planned), ("actual", kind, actual), ("late", NumberKind.Default, late));
        var rules = TableRules.Find(table, wanted: true);
        Assert.Contains("actual = planned + 60 × late", rules.Rules.Select(rule => rule.ToString()));
        late[0]++;
        bool[] hold = rules.Hold(Table.FromColumns(table.Columns, [planned, actual, late]));
        Assert.Equal([false, true], hold[..2]);
    }

    private static IEnumerable<double> Numbers(PhiloxRandom random, Func<PhiloxRandom, double> next) =>
        Enumerable.Range(0, Rows).Select(_ => next(random));

    private static TableModel Train(params (string Name, ColumnKind Kind, double[] Cells)[] columns) =>
        TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Detected(columns)) })
            .As<TableModel>();

    private static Table Detected(params (string Name, ColumnKind Kind, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name) { Kind = column.Kind })],
            [.. columns.Select(column => column.Cells)]
        );
        return Schema.Detect(table).Apply(table);
    }
}
