using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Halves of a last place are rounded as the program that wrote the data rounds them, and formulas hold either way.</summary>
public sealed class HalfRoundingTests
{
    private const int Rows = 900;

    [Theory]
    [InlineData("AwayFromZero")]
    [InlineData("ToEven")]
    [InlineData("ToEvenUnit")]
    [InlineData("Exact")]
    public void SamplesHaveTheHalvesOfTheData(string way)
    {
        var halves = Enum.Parse<HalfRounding>(way);
        var random = new PhiloxRandom(1, 0);
        double[] net = [.. Enumerable.Range(0, Rows).Select(_ => (100 + random.NextInt(90_000)) / 100.0)];
        double[] half = [.. net.Select(one => RoundedNumber.Of(one * 0.5, 2, halves))];
        var table = Table.FromColumns([new Column("net"), new Column("half")], [net, half]);
        table = Schema.Detect(table).Apply(table);
        var rule = Assert.Single(FormulaSearch.All(table, []));
        Assert.Equal("half = 0.5 × net", rule.ToString());
        Assert.Equal(halves, rule.Halves);
        Assert.Equal(half, rule.Decode(rule.Encode(table), table.Columns[1]).ColumnValues(1));
        var read = JsonSerializer.Deserialize<TableRule>(JsonSerializer.Serialize<TableRule>(rule));
        Assert.Equal(halves, Assert.IsType<FormulaColumn>(read).Halves);
    }

    // What numpy.round and Python's round give.
    [Theory]
    [InlineData(10.595, "AwayFromZero", 10.6)]
    [InlineData(10.595, "ToEven", 10.6)]
    [InlineData(10.595, "Exact", 10.6)]
    [InlineData(2.675, "AwayFromZero", 2.68)]
    [InlineData(2.675, "Exact", 2.67)]
    [InlineData(2.665, "AwayFromZero", 2.67)]
    [InlineData(2.665, "ToEven", 2.66)]
    [InlineData(2.665, "ToEvenUnit", 2.66)]
    [InlineData(0.125, "Exact", 0.12)]
    [InlineData(0.375, "Exact", 0.38)]
    [InlineData(-0.125, "Exact", -0.12)]
    [InlineData(-2.675, "Exact", -2.67)]
    [InlineData(1.005, "ToEvenUnit", 1.0)]
    [InlineData(-2.665, "ToEven", -2.66)]
    [InlineData(7.1234, "Exact", 7.12)]
    public void AValueIsRounded(double value, string way, double expected) =>
        Assert.Equal(expected, RoundedNumber.Of(value, 2, Enum.Parse<HalfRounding>(way)));
}
