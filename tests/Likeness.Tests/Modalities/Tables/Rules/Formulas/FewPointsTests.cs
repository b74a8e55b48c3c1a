using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Sums that few points meet by chance, and sums of what is computed from the column.</summary>
public sealed class FewPointsTests
{
    private const int Rows = 900;

    /// <summary>A mean of two marks is rounded to a tenth, of which a whole mark is a sum within its own rounding.</summary>
    [Fact]
    public void AMarkIsNoSumOfTheMean()
    {
        var random = new PhiloxRandom(1, 0);
        double[] oral = [.. Numbers(_ => 1.0 + random.NextInt(6))];
        double[] written = [.. oral.Select(one => Math.Clamp(one + random.NextInt(5) - 2, 1, 6))];
        double[] final = [.. oral.Zip(written, (one, other) => Math.Round((one + (2 * other)) / 3, 1))];
        Assert.StartsWith(
            "final = ",
            Assert.Single(Computed(("oral", oral), ("written", written), ("final", final))),
            StringComparison.Ordinal
        );
        // Nor where the written mark is missing now and then.
        double[] gaps = [.. written.Select((one, row) => row % 3 == 0 ? double.NaN : one)];
        double[] marks = [.. final.Select((one, row) => row % 3 == 0 ? oral[row] : one)];
        Assert.Empty(Computed(("oral", oral), ("written", gaps), ("final", marks)));
    }

    /// <summary>Of three sizes, each number that goes with one is on a line within its rounding.</summary>
    [Fact]
    public void ThreePointsAreLookedUp()
    {
        double[] sample = [.. Numbers(row => new double[] { 50, 80, 125 }[row % 3])];
        double[] accepted = [.. Numbers(row => 1.0 + (row % 3))];
        Assert.Empty(Computed(("sample_n", sample), ("accept_no", accepted)));
        // More exact ones are a line.
        double[] level = [.. Numbers(row => 1.0 + (row % 8))];
        double[] fee = [.. level.Select(one => 10 + (5 * one))];
        Assert.NotEmpty(Computed(("level", level), ("fee", fee)));
    }

    /// <summary>A nominal size is no rounded limit.</summary>
    [Fact]
    public void ThreeNumbersAreNotRoundedFromOthers()
    {
        double[] nominal = [.. Numbers(row => new double[] { 10, 12, 20 }[row % 3])];
        double[] limit = [.. Numbers(row => new[] { 10.05, 12.05, 20.1 }[row % 3])];
        Assert.Empty(Computed(("nominal", nominal), ("usl", limit)));
    }

    private static IEnumerable<double> Numbers(Func<int, double> number) => Enumerable.Range(0, Rows).Select(number);

    private static IEnumerable<string> Computed(params (string Name, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [
                .. columns.Select(column => new Column(column.Name)
                {
                    Missing = column.Cells.Any(double.IsNaN) ? "" : null,
                }),
            ],
            [.. columns.Select(column => column.Cells)]
        );
        return TableRules
            .Find(Schema.Detect(table).Apply(table), wanted: true)
            .Rules.OfType<FormulaColumn>()
            .Select(rule => rule.ToString());
    }
}
