using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Models.Trees.Boosted;

namespace Likeness.Tests.Models.Trees;

/// <summary>The ranks at which a hierarchy of cells samples its codes.</summary>
public sealed class CellRanksTests
{
    // Odds of the upper half, and those of it in turn.
    private const double Root = 0.4;
    private const double Upper = -1.1;

    private static readonly int[] Order = [2, 0, 3, 1];
    private static readonly int[] Rows = [30, 10, 20, 40]; // of each code

    [Fact]
    public void RanksAreThoseAtWhichACodeIsSampled()
    {
        var cells = Cells();
        var random = new PhiloxRandom(1, 0);
        double before = 0;
        foreach (int code in Order)
        {
            var (low, high) = cells.Ranks([], code);
            Assert.Equal(before, low, 1e-12);
            Assert.Equal(cells.Probability([], code), high - low, 1e-12);
            Assert.Equal(code, cells.Sample([], random, low + 1e-9));
            Assert.Equal(code, cells.Sample([], random, high - 1e-9));
            before = high;
        }

        Assert.Equal(1, before, 1e-12);
    }

    /// <summary>Whether a value is missing is read off the same rank, whichever of the two codes comes first.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void MissingIsTheLastOfTheValues(int first)
    {
        var missing = new CellHierarchy(
            [first, 1 - first],
            [75, 25],
            [new(0, 2, 1, 1, first == 1 ? -Root : Root, 0, 0), new(0, 1, 0, 0, 0, 0, 0), new(1, 2, 0, 0, 0, 0, 0)],
            new TreeList().ToPacked()
        );
        var levels = ColumnLevels.Create([0, 1, 2, 3], new ModelDimension("value", Order.Length) { IsCategory = true });
        var column = new FittedColumn(levels, Cells(), missing);
        var random = new PhiloxRandom(1, 0);
        double present = 1 - (1 / (1 + Math.Exp(-Root)));
        Assert.Equal(levels.Missing, column.Sample([0], random, present + 1e-9));
        Assert.Equal(Order[^1], column.Sample([0], random, present - 1e-9));
        Assert.Equal(Order[0], column.Sample([0], random, 0));
        Assert.Equal(present, column.Ranks([0], levels.Missing).Low, 1e-12);
        Assert.Equal(present, column.Ranks([0], Order[^1]).High, 1e-12);
    }

    // Two halves of two codes, of which the upper one is halved.
    private static CellHierarchy Cells() =>
        new(
            Order,
            Rows,
            [
                new(0, 4, 2, 1, Root, 0, 0),
                new(0, 2, 0, 0, 0, 0, 0),
                new(2, 4, 3, 3, Upper, 0, 0),
                new(2, 3, 0, 0, 0, 0, 0),
                new(3, 4, 0, 0, 0, 0, 0),
            ],
            new TreeList().ToPacked()
        );
}
