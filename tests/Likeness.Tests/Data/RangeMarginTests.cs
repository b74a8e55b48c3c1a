using Likeness.Data;

namespace Likeness.Tests.Data;

public sealed class RangeMarginTests
{
    [Fact]
    public void EachEndMovesByTheDistanceToTheFifthValue() =>
        Assert.Equal(new RangeMargin(8, 50), RangeMargin.Of([40, 3, -5, 12, 0, -4, 2, 7, 50, 60, 75, 90]));

    [Fact]
    public void FewValuesLookAtTheMiddleOne() => Assert.Equal(new RangeMargin(1, 6), RangeMargin.Of([2, 3, 9]));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 3)]
    [InlineData(5, 0)]
    public void AnEndThatFiveRowsShareStays(int rows, double above)
    {
        double[] max = [.. Enumerable.Repeat(20.0, rows)];
        double[] rest = rows == 1 ? [20, 20, 20, 20] : [17];
        Assert.Equal(above, RangeMargin.Of([.. max, .. rest, -9, -8, -8, -8, -8, -8, -8]).Above);
    }

    [Fact]
    public void NoEndCrossesZeroOrOne()
    {
        double[] far = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
        Assert.Equal((0.2, 0.1), Rounded(RangeMargin.Of(far)));
        Assert.Equal((0.2, 0.6), Rounded(RangeMargin.Of([.. far, 1.2])));
        Assert.Equal((0.3, 0.2), Rounded(RangeMargin.Of(Array.ConvertAll(far, value => -value))));

        static (double, double) Rounded(RangeMargin margin) =>
            (Math.Round(margin.Below, 9), Math.Round(margin.Above, 9));
    }

    [Fact]
    public void OnAGridItIsInWholeSteps() =>
        Assert.Equal(new RangeMargin(3, 7), new RangeMargin(0.1 * 3, 0.79).InSteps(0.1));
}
