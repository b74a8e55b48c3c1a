using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

public sealed class DelayRulesTests
{
    private const int Rows = 300;
    private const string Turned = "actual = planned + 60 × delay";
    private const string Plain = "delay = (actual - planned) / 60";

    [Fact]
    public void ActualTimesAreComputedFromDelaysWhereSomeAreEarly()
    {
        var trains = Trains(earliest: -3);
        var rules = TableRules.Find(trains, wanted: true);
        Assert.Equal([Turned], rules.Rules.Select(rule => rule.ToString()));
        var encoded = rules.Encode(trains);
        Assert.Equal(trains.ColumnValues(2), encoded.ColumnValues(2));
        double[][] cells = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        Array.Reverse(cells[2]);
        var other = rules.Decode(Table.FromColumns(encoded.Columns, cells));
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(cells[2][row] * 60, other[row, 1] - other[row, 0]);
        }

        // What is missing in both stays missing.
        Assert.Equal(Enumerable.Range(0, Rows).Count(row => row % 11 == 0), other.ColumnValues(1).Count(double.IsNaN));
    }

    [Fact]
    public void TimesInOrderAreEncodedByTheirDifference() =>
        Assert.Equal(
            ["planned ≤ actual", Plain],
            TableRules
                .Find(Trains(earliest: 0), wanted: true)
                .Rules.Select(rule => rule.ToString()!)
                .OrderDescending(StringComparer.Ordinal)
        );

    /// <summary>Terms are chosen, also where no two days are so far apart by chance.</summary>
    [Fact]
    public void TheDayFollowsFromATerm()
    {
        var random = new PhiloxRandom(9, 0);
        double[] terms = [.. Enumerable.Range(0, 400).Select(_ => random.NextInt(2) == 0 ? 14.0 : 30)];
        double[] billed = [.. terms.Select(_ => 86_400.0 * (18_000 + random.NextInt(500)))];
        Column[] columns =
        [
            new("billed") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
            new("due") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
            new("terms"),
        ];
        var table = Table.FromColumns(
            columns,
            [billed, [.. billed.Zip(terms, (from, more) => from + (86_400 * more))], terms]
        );
        var rules = TableRules.Find(Likeness.Data.Schema.Detect(table).Apply(table), wanted: true);
        Assert.Equal(["due = billed + 1 day × terms"], rules.Texts);
        Assert.Equal(rules.Texts, DeclaredRules.Create(table, rules.Texts).Texts);
    }

    [Fact]
    public void BothFormsMayBeDeclared()
    {
        var trains = Trains(earliest: -3);
        Assert.Equal([Turned], DeclaredRules.Create(trains, [Turned]).Rules.Select(rule => rule.ToString()));
        Assert.Equal([Plain], DeclaredRules.Create(trains, [Plain]).Rules.Select(rule => rule.ToString()));
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(trains, ["actual = 60 × delay"]));
        Assert.Contains("not of one kind", error.Message);
    }

    private static Table Trains(int earliest)
    {
        var random = new PhiloxRandom(3, 0);
        double[] planned =
        [
            .. Enumerable.Range(0, Rows).Select(_ => 1.7e9 + (60 * Math.Floor(random.NextDouble() * 1e6))),
        ];
        double[] delays =
        [
            .. planned.Select((_, row) => row % 11 == 0 ? double.NaN : earliest + Math.Floor(random.NextDouble() * 40)),
        ];
        var kind = new TimeKind("yyyy-MM-dd HH:mm");
        return Table.FromColumns(
            [
                new Column("planned") { Kind = kind },
                new Column("actual") { Kind = kind, Missing = "" },
                new Column("delay", new Grid(earliest, 1, 40)) { Missing = "" },
            ],
            [planned, [.. planned.Zip(delays, (time, delay) => time + (60 * delay))], delays]
        );
    }
}
