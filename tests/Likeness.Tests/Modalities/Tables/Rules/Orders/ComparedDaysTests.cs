using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>An order of a time and a day compares days: half of the orders are shipped on the day on which they are placed.</summary>
public sealed class ComparedDaysTests
{
    private const int Rows = 600;
    private const double Day = 86_400;
    private static readonly string[] Orders = ["created ≤ shipped", "created ≤ delivered", "shipped ≤ delivered"];
    private static readonly TimeKind Times = new("yyyy-MM-dd HH:mm:ss");
    private static readonly TimeKind Days = new("yyyy-MM-dd", IsDay: true);

    public static TheoryData<TimeKind, TimeKind, double> Kinds =>
        new()
        {
            { Times, Days, 0 },
            { Times, Times, 0 },
            { new("yyyy-MM-dd HH:mm:sszzz", HasZone: true, Offset: TimeSpan.FromHours(9)), Days, 9 },
        };

    /// <summary>Days may have a clock at midnight, and times a zone: the days that the file has are compared.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void ATimeIsNotAfterTheDayOfAnOrder(TimeKind times, TimeKind days, double zone)
    {
        var table = Parcels(times, days, zone);
        var found = TableRules.Find(table, wanted: true);
        Assert.Contains("created ≤ shipped", found.Texts);
        Assert.All(found.Hold(table), Assert.True);
        var declared = DeclaredRules.Create(table, ["created <= shipped"]);
        Assert.Equal(["created ≤ shipped"], declared.Texts);
        Assert.All(declared.Hold(table), Assert.True);
        double[] early = table.ColumnValues(1);
        (early[7], early[9]) = (early[7] - (30 * Day), double.NaN);
        var broken = Table.FromColumns(table.Columns, [table.ColumnValues(0), early, table.ColumnValues(2)]);
        Assert.Equal([7], Broken(found, broken));
        Assert.Equal([7], Broken(declared, broken));
        Assert.Contains(
            "1 of 600 training rows break it",
            Assert.Throws<LikenessException>(() => DeclaredRules.Create(broken, ["created ≤ shipped"])).Message
        );
        var restored = found.Decode(found.Encode(table));
        Assert.Equal(table.ColumnValues(1), restored.ColumnValues(1));
    }

    /// <summary>Through a day, two times are in order by days only.</summary>
    [Fact]
    public void ATimeBeforeADayIsBeforeALaterTimeByARuleOfItsOwn() =>
        Assert.Equal(Orders.Order(), TableRules.Find(Parcels(Times, Days), wanted: true).Texts.Order());

    [Fact]
    public void SamplesAreShippedOnTheDayOfTheOrderAsOftenAsTheData()
    {
        var table = Parcels(Times, Days);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(1000, 1);
        AssertInOrder(samples);
        Assert.InRange(SameDay(samples) - SameDay(table), -0.08, 0.08);
        var (_, shipped, _) = model.Impute(new IncompleteTable(table.TakeColumns([0, 2])));
        AssertInOrder(shipped);
        var (_, created, _) = model.Impute(new IncompleteTable(table.TakeColumns([1, 2])));
        AssertInOrder(created);
    }

    [Fact]
    public void FewEarlyDaysAreExceptions()
    {
        var table = Parcels(Times, Days);
        double[] early = table.ColumnValues(1);
        foreach (int row in Enumerable.Range(0, 6))
        {
            early[100 * row] -= 40 * Day;
        }

        var rows = Table.FromColumns(table.Columns, [table.ColumnValues(0), early, table.ColumnValues(2)]);
        Assert.Contains(NearOrderSearch.All(rows), pair => pair is { Low: 0, High: 1, AreEqual: false });
        var order = NearOrder.Create(rows, "shipped", ["created"]);
        Assert.Equal(6, order.Holds(rows).Count(holds => !holds));
        Assert.All(order.Correct(rows).ColumnValues(1), day => Assert.Equal(0, day % Day));
        Assert.All(
            DeclaredRules.Create(order.Correct(rows), ["created ≤ shipped"]).Hold(order.Correct(rows)),
            Assert.True
        );
    }

    [Fact]
    public void AnImputedTimeMovesByDays()
    {
        var rule = (DifferenceColumn)Assert.Single(DeclaredRules.Create(Parcels(Times, Days), [Orders[0]]).Exact);
        var rows = Table.FromColumns(
            [new("created") { Kind = Times }, new("shipped") { Kind = Days }],
            [
                [(3 * Day) + 3600, (2 * Day) + 3600],
                [2 * Day, 2 * Day],
            ]
        );
        Assert.Equal(
            [(2 * Day) + 3600, (2 * Day) + 3600],
            rule.Settle(rows, (_, column) => column == 1).ColumnValues(0)
        );
    }

    private static int[] Broken(TableRules rules, Table rows)
    {
        bool[] holds = rules.Hold(rows);
        return [.. Enumerable.Range(0, holds.Length).Where(row => !holds[row])];
    }

    private static void AssertInOrder(Table rows) =>
        Assert.All(
            Enumerable.Range(0, rows.RowCount),
            row =>
            {
                Assert.True(Math.Floor(rows[row, 0] / Day) * Day <= rows[row, 1]);
                Assert.True(Math.Max(rows[row, 0], rows[row, 1]) <= rows[row, 2]);
            }
        );

    private static double SameDay(Table rows) =>
        Enumerable.Range(0, rows.RowCount).Average(row => Math.Floor(rows[row, 0] / Day) * Day == rows[row, 1] ? 1 : 0);

    // Of working hours; delivered in the hours after, perhaps on the same day.
    private static Table Parcels(TimeKind times, TimeKind days, double zone = 0)
    {
        var random = new PhiloxRandom(4, 0);
        double[] created =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ =>
                    (Day * (19_000 + random.NextInt(300))) + (3600 * (8 + random.NextInt(9))) + random.NextInt(3600)
                ),
        ];
        double[] shipped = [.. created.Select(time => Math.Floor(time / Day) * Day)];
        shipped = [.. shipped.Select(day => day + (Day * Math.Max(0, random.NextInt(4) - 1)))];
        double[] delivered =
        [
            .. created.Zip(shipped, (time, day) => Math.Max(time, day) + 60 + random.NextInt(80_000)),
        ];
        return Table.FromColumns(
            [
                new("created") { Kind = times },
                new("shipped") { Kind = days, Grid = GridDetection.Detect(shipped) },
                new("delivered") { Kind = times },
            ],
            [Zoned(created), shipped, Zoned(delivered)]
        );

        double[] Zoned(double[] cells) => Array.ConvertAll(cells, cell => cell - (3600 * zone));
    }
}
