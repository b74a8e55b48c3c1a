using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Differences and sums of them have the grids of the data.</summary>
public sealed class DifferenceStepTests
{
    private const int Rows = 800;
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private static readonly TimeKind Minutes = new("yyyy-MM-dd HH:mm", IsDay: false);

    [Fact]
    public void ASumIsOnTheGridOfItsColumn()
    {
        var random = new PhiloxRandom(1, 0);
        double[] weight = [.. Enumerable.Range(0, Rows).Select(_ => (1 + random.NextInt(400)) / 10.0)];
        double[] billable = [.. weight.Select(one => Math.Ceiling(2 * one) / 2)];
        var rules = Found(
            ("weight", NumberKind.Default, weight),
            ("billable", NumberKind.Default, billable),
            out var table
        );
        Assert.Equal(billable, rules.Decode(rules.Encode(table)).ColumnValues(1));

        // Whatever difference a model samples, it is to the next half.
        Assert.Equal(billable, Reversed(rules, table, shift: 0).ColumnValues(1));
    }

    [Fact]
    public void WholeHoursStayWholeHours()
    {
        var (ordered, shipped) = Orders();
        var rules = Found(("ordered", Minutes, ordered), ("shipped", Minutes, shipped), out var table);
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(rules.Rules));
        Assert.Equal(Hour, rule.Step);
        Assert.False(rule.FromDay);
        Assert.NotNull(rule.End);
        Assert.Equal(shipped, rules.Decode(rules.Encode(table)).ColumnValues(1));

        var other = Reversed(rules, table, shift: 700);
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(0, (other[row, 1] - other[row, 0]) % Hour));
        Assert.All(
            Enumerable.Range(0, Rows),
            row => Assert.InRange(other[row, 1], other[row, 0], rule.End.Value + Hour)
        );
    }

    [Fact]
    public void ArrivalsKeepTheirHours()
    {
        var random = new PhiloxRandom(3, 0);
        double[] booked = [.. Enumerable.Range(0, Rows).Select(_ => (double)Minute * random.NextInt(500_000))];
        double[] arrived =
        [
            .. booked.Select(time =>
                (Math.Floor(time / Clock.Day) * Clock.Day)
                + ((2 + random.NextInt(50)) * Clock.Day)
                + (14 * Hour)
                + (Minute * random.NextInt(200))
            ),
        ];
        var rules = Found(("booked", Minutes, booked), ("arrived", Minutes, arrived), out _);
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(rules.Rules));
        Assert.True(rule.FromDay);
        Assert.Null(rule.Step);
    }

    // Orders at any minute of the working day leave 20 to 120 hours later, the last one with the data.
    private static (double[] Ordered, double[] Shipped) Orders()
    {
        var random = new PhiloxRandom(2, 0);
        double[] ordered =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ => (random.NextInt(30) * Clock.Day) + (9 * Hour) + (Minute * random.NextInt(300))),
        ];
        double end = ordered.Max() + (20 * Hour);
        return (
            ordered,
            [
                .. ordered.Select(time =>
                    time + (Hour * (20 + random.NextInt((int)Math.Min(100, (end - time) / Hour) - 19)))
                ),
            ]
        );
    }

    private static Table Reversed(TableRules rules, Table table, double shift)
    {
        var encoded = rules.Encode(table);
        return rules.Decode(
            Table.FromColumns(
                encoded.Columns,
                [encoded.ColumnValues(0), [.. encoded.ColumnValues(1).Reverse().Select(rest => rest + shift)]]
            )
        );
    }

    // As they are stored in a run.
    private static TableRules Found(
        (string Name, ColumnKind Kind, double[] Values) low,
        (string Name, ColumnKind Kind, double[] Values) high,
        out Table table
    )
    {
        table = Table.FromColumns(
            [new(low.Name) { Kind = low.Kind }, new(high.Name) { Kind = high.Kind }],
            [low.Values, high.Values]
        );
        table = Schema.Detect(table).Apply(table);
        return TableRules.FromJson(
            JsonDocument.Parse(TableRules.Find(table, wanted: true).ToJson().GetRawText()).RootElement
        );
    }
}
