using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Sampled parts that leave less of a whole than the data have are made smaller.</summary>
public sealed class LeftOfWholeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0.01)]
    public void PartsLeaveEnough(double? step)
    {
        Column[] columns =
        [
            .. new[] { "a", "b", "c" }.Select(name => new Column(
                name,
                step is { } size ? new Grid(0, size, 100) : null
            )),
        ];
        double[] a = [.. Enumerable.Range(1, 40).Select(row => row / 100.0)];
        double[] c = Array.ConvertAll(a, value => Math.Round(1 - (2 * value), 2));
        var train = Table.FromColumns(columns, [a, a, c]);
        var formula = FormulaParser.Parse("1 - #0 - #1", ["#0", "#1"])!.Value.Formula;
        var rule = FormulaColumn.Create(train, 2, [0, 1], formula);
        Assert.Equal(0.28, rule.Least!.Value, 12); // the fifth lowest
        var rows = rule.Decode(
            Table.FromColumns(
                columns,
                [
                    [0.62, 0.2],
                    [0.5, 0.3],
                    [0, 0],
                ]
            ),
            columns[2]
        );
        Assert.Equal([0.2, 0.3, 0.5], [rows[1, 0], rows[1, 1], Math.Round(rows[1, 2], 12)]);
        Assert.Equal(1, rows[0, 0] + rows[0, 1] + rows[0, 2], 1e-12);
        Assert.InRange(rows[0, 2], 0.28 - 1e-12, 0.28 + (2 * step ?? 1e-12));
        Assert.Equal(0.62 / 0.5, rows[0, 0] / rows[0, 1], 4 * step ?? 1e-12);
    }

    [Theory]
    [InlineData("#0 - #1")]
    [InlineData("1 - #0")]
    [InlineData("1 + #0 - #1")]
    public void OtherFormulasHaveNoWhole(string text) =>
        Assert.Null(LeftOfWhole.WholeOf(FormulaParser.Parse(text, ["#0", "#1"])!.Value.Formula));
}
