using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules;

/// <summary>Formulas of tables with many columns of numbers.</summary>
public sealed class WideTableRulesTests
{
    /// <summary>Among all pairs and triples of many columns, only those that stand together are looked at.</summary>
    [Theory]
    [InlineData(3, 5)]
    [InlineData(14, 17)]
    [InlineData(56, 58)]
    public void SumsOfNeighboursAreFound(int first, int second)
    {
        var random = new PhiloxRandom(2, 0);
        double[][] cells =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(_ => Enumerable.Range(0, 300).Select(_ => Math.Floor(1000 * random.NextDouble())).ToArray()),
        ];
        cells[second + 1] = [.. cells[first].Zip(cells[second], (a, b) => a + b)];
        var table = Table.FromArrays([.. cells.Select((column, i) => ($"c{i}", (Array)column))]);
        var rules = TableRules.Find(Schema.Detect(table).Apply(table), wanted: true);
        Assert.Contains($"c{second + 1} = c{first} + c{second}", rules.Texts);
        Assert.Single(rules.Rules.OfType<FormulaColumn>());
    }
}
