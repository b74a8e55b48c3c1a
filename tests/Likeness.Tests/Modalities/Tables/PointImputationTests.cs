using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Sampling;

namespace Likeness.Tests.Modalities.Tables;

public sealed class PointImputationTests
{
    private static readonly Column Amount = new("amount", new Grid(0, 1, 100, 0));
    private static readonly Column Level = new("level") { Kind = new CategoryKind(["a", "b", "c"]) };

    [Theory]
    [InlineData(PointEstimate.Mean, 4)]
    [InlineData(PointEstimate.Median, 2)]
    [InlineData(PointEstimate.Mode, 1)]
    public void Numbers_take_the_estimate_and_levels_the_mode(PointEstimate point, double expected)
    {
        var filled = Table.FromColumns(
            [Amount, Level],
            [
                [1, 1, 2, 6, 12, 7, 7, 7, 7, 7],
                [2, 0, 2, 1, 1, 0, 0, 1, 1, 2],
            ]
        );
        var estimated = PointImputation.Estimate(filled, 5, point, _ => []);
        Assert.Equal([expected, 7], estimated.ColumnValues(0));
        Assert.Equal([1, 0], estimated.ColumnValues(1));
    }

    /// <summary>The mean of the first column is 5 and of the second 6, which the rule a = b forbids: the nearest imputation stands for both.</summary>
    [Fact]
    public void A_row_that_breaks_a_rule_is_the_nearest_imputation()
    {
        var filled = Table.FromColumns(
            [Amount, Amount with { Name = "b" }],
            [
                [1, 4, 10],
                [1, 7, 10],
            ]
        );
        var estimated = PointImputation.Estimate(filled, 3, PointEstimate.Mean, _ => [0]);
        Assert.Equal([4, 7], estimated.ToRowMajor());
    }
}
