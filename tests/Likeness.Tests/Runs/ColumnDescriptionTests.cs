using Likeness.Data;
using Likeness.Modalities.Tables;

namespace Likeness.Tests.Runs;

public sealed class ColumnDescriptionTests
{
    [Theory]
    [InlineData(1 / 300.0, "multiples of 1/300")]
    [InlineData(1.0, "whole numbers")]
    [InlineData(2.5, "steps of 2.5")]
    [InlineData(0.3, "steps of 0.3")]
    public void TellTheGrid(double step, string words) =>
        Assert.Equal(words, ColumnDescription.DescribeGrid(new Grid(0, step, 9)));

    [Fact]
    public void SayNothingOfNoGrid() => Assert.Equal("", ColumnDescription.DescribeGrid(null));
}
