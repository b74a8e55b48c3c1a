using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>A total of two columns that is that of others, too: people by sex and by age.</summary>
public sealed class SecondTotalTests
{
    /// <summary>The largest of the others is what is left of the total, wherever it stands, although towns differ far more than their ages do.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void TheLargestPartIsWhatIsLeft(int largest)
    {
        var random = new PhiloxRandom(11, 0);
        var cells = new double[9][];
        cells = [.. cells.Select(_ => new double[600])];
        for (int row = 0; row < 600; row++)
        {
            double size = Math.Exp(5 + (3 * random.NextNormal()));
            double[] ages = [.. Enumerable.Range(0, 6).Select(age => Part(size * (age == largest ? 0.2 : 0.16)))];
            double total = ages.Sum();
            double women = Math.Round(total * (0.45 + (0.1 * random.NextDouble())));
            double[] values = [total - women, women, .. ages, total];
            for (int column = 0; column < values.Length; column++)
            {
                cells[column][row] = values[column];
            }
        }

        string[] names = ["men", "women", "child", "young", "adult", "older", "old", "oldest", "total"];
        var table = Table.FromColumns([.. names.Select(name => new Column(name))], cells);
        table = Likeness.Data.Schema.Detect(table).Apply(table);
        string[] rest = [.. names[2..8].Where((_, age) => age != largest)];
        string[] expected = ["total = men + women", $"{names[2 + largest]} = total - {string.Join(" - ", rest)}"];
        var rules = TableRules.Find(table, wanted: true);
        Assert.Equal(expected.Order(), Formulas(rules));
        Assert.Equal(expected.Order(), Formulas(DeclaredRules.Create(table, expected)));

        double Part(double mean) => 5 + Math.Round(mean * (0.7 + (0.6 * random.NextDouble())));
    }

    private static IEnumerable<string> Formulas(TableRules rules) =>
        rules.Rules.OfType<FormulaColumn>().Select(rule => rule.ToString()).Order();
}
