using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

public sealed class ShapeTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 4, 7)]
    [InlineData(0, 3)]
    [InlineData]
    public void TheLanguageCountsItsAxes(params int[] extents)
    {
        var shape = new Shape(extents);
        int[] spread = [.. shape];
        Assert.Equal(extents, spread);
        Shape longer = [9, .. shape];
        Assert.Equal([9, .. extents], longer.ToArray());
        Shape twice = [.. shape, 1, .. shape];
        Assert.Equal([.. extents, 1, .. extents], twice.ToArray());
    }

    [Fact]
    public void AxesAreCountedFromTheLastBothWays()
    {
        Shape shape = [5, 4, 7];
        Assert.Equal(7, shape[^1]);
        Assert.Equal(shape[-3], shape[^3]);
        Assert.True(shape is [5, .., 7]);
        Assert.False(shape is [_, _]);
        Assert.Equal(140, shape.Count);
    }
}
