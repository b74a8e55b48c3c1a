using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Columns that depend on each other can be added to a formula and taken away again, which says nothing.</summary>
public sealed class CollinearColumnsTests
{
    private const int Rows = 400;

    [Theory]
    [InlineData(15)]
    [InlineData(2)]
    public void SeveralCopiesAreCopiesAndNoSumsOrQuotientsOfEachOther(int decimals)
    {
        var random = new PhiloxRandom(1, 0);
        double[][] states =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(_ =>
                    (double[])[.. Enumerable.Range(0, Rows).Select(_ => Math.Round(random.NextNormal(), decimals))]
                ),
        ];
        var table = Table.FromColumns(
            [.. ((string[])["a", "b", "c", "a2", "b2", "c2"]).Select(name => new Column(name))],
            [.. states, .. states]
        );
        Assert.Equal(
            ["a2 = a", "b2 = b", "c2 = c"],
            TableRules
                .Find(Schema.Detect(table).Apply(table), wanted: true)
                .Rules.Select(rule => rule.ToString())
                .Order()
        );
    }
}
