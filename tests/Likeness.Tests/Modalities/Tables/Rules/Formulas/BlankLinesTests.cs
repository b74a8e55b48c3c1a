using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Orders whose further items have blank cells: a sum is missing where its parts are.</summary>
public sealed class BlankLinesTests
{
    [Fact]
    public void ASumIsFoundWhereManyLinesHaveNone()
    {
        var random = new PhiloxRandom(5, 0);
        double[][] cells = [.. Enumerable.Range(0, 4).Select(_ => new double[900])];
        for (int row = 0; row < 900; row++)
        {
            double[] parts = [.. Enumerable.Range(0, 3).Select(_ => random.NextInt(20_000) / 100.0)];
            double[] values = [.. parts, Math.Round(parts.Sum(), 2)];
            bool isBlank = random.NextInt(5) < 2;
            for (int column = 0; column < 4; column++)
            {
                cells[column][row] = isBlank ? double.NaN : values[column];
            }
        }

        string[] names = ["subtotal", "shipping", "taxes", "total"];
        var table = Table.FromColumns([.. names.Select(name => new Column(name) { Missing = "" })], cells);
        var rules = TableRules.Find(Schema.Detect(table).Apply(table), wanted: true).Rules;
        Assert.Contains("total = subtotal + shipping + taxes", rules.Select(rule => rule.ToString()));
    }
}
