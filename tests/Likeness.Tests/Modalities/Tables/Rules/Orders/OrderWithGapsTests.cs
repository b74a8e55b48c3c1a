using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Orders of times of which the middle one is often missing, products of parts that go against each other, and working days.</summary>
public sealed class OrderWithGapsTests
{
    private const double Day = 86_400;
    private static readonly TimeKind Days = new("yyyy-MM-dd", IsDay: true);

    [Fact]
    public void ABookingIsBeforeTheArrivalAlsoWhereItIsNotCancelled()
    {
        var random = new PhiloxRandom(1, 0);
        double[] booked = [.. Enumerable.Range(0, 800).Select(_ => Day * random.NextInt(300))];
        double[] arrival = [.. booked.Select(day => day + (Day * random.NextInt(60)))];
        double[] cancelled =
        [
            .. booked.Zip(
                arrival,
                (from, to) =>
                    random.NextDouble() < 0.85
                        ? double.NaN
                        : from + (Day * Math.Floor(random.NextDouble() * (to - from) / Day))
            ),
        ];
        var table = Table.FromColumns(
            [
                new("booked") { Kind = Days },
                new("cancelled") { Kind = Days, Missing = "" },
                new("arrival") { Kind = Days },
            ],
            [booked, cancelled, arrival]
        );
        Assert.Equal(
            ["booked ≤ arrival", "cancelled ≤ arrival", "booked ≤ cancelled"],
            TableRules.Find(table, wanted: true).Rules.SelectMany(rule => rule.Texts)
        );
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(3000, 1);
        Assert.All(
            Enumerable.Range(0, 3000),
            row => Assert.True(samples[row, 0] <= samples[row, 2] && !(samples[row, 0] > samples[row, 1]))
        );
    }

    [Fact]
    public void CheapThingsAreBoughtInQuantity()
    {
        var random = new PhiloxRandom(2, 0);
        double[] price = [.. Enumerable.Range(0, 800).Select(_ => Math.Round(Math.Exp(3 * random.NextDouble()), 2))];
        double[] quantity = [.. price.Select(one => Math.Max(1, Math.Round(40 * (0.5 + random.NextDouble()) / one)))];
        double[] amount = [.. price.Zip(quantity, (one, count) => Math.Round(one * count, 2))];
        var table = Table.FromColumns([new("price"), new("quantity"), new("amount")], [price, quantity, amount]);
        Assert.Equal(
            ["amount = price × quantity"],
            TableRules.Find(Schema.Detect(table).Apply(table), wanted: true).Rules.SelectMany(rule => rule.Texts)
        );
    }

    [Fact]
    public void DeliveriesAreOnWorkingDays()
    {
        var random = new PhiloxRandom(3, 0);
        double[] ordered = [.. Enumerable.Range(0, 800).Select(_ => Day * random.NextInt(700))];
        double[] delivered = [.. ordered.Select(day => Open(day + (Day * (1 + random.NextInt(40)))))];
        var table = Table.FromColumns(
            [new("ordered") { Kind = Days }, new("delivered") { Kind = Days }],
            [ordered, delivered]
        );
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(TableRules.Find(table, wanted: true).Rules));
        Assert.NotEqual(0, rule.OpenDays);
        // What a model samples as days between any two days.
        var others = Table.FromColumns(
            rule.Encode(table).Columns,
            [ordered, [.. Enumerable.Range(0, 800).Select(i => Day * (1 + (i % 40)))]]
        );
        var decoded = rule.Decode(others, table.Columns[1]);
        Assert.All(
            Enumerable.Range(0, 800),
            row => Assert.True(Open(decoded[row, 1]) == decoded[row, 1] && decoded[row, 1] >= ordered[row])
        );
        Assert.DoesNotContain(false, rule.Holds(rule.Decode(rule.Encode(table), table.Columns[1])));
        Assert.Equal(0, OpenDays.Find(ordered, Days));
        Assert.Equal(0, OpenDays.Find(delivered.AsSpan(0, 20), Days));

        // 1970-01-01 was a Thursday: 2 and 3 are Saturday and Sunday.
        static double Open(double time) =>
            (time / Day % 7) switch
            {
                2 => time + (2 * Day),
                3 => time + Day,
                _ => time,
            };
    }
}
