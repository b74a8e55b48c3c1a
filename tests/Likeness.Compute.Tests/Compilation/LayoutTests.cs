using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Where numbers lie, and along which axes sums are taken first: with the samples innermost, block by block.</summary>
public sealed class LayoutTests
{
    // [samples, groups, channels of a group, rows, columns], laid out place by place.
    private static readonly Shape Images = [64, 4, 8, 32, 32];
    private static readonly int[] PlaceByPlace = [3, 4, 1, 2, 0];

    [Fact]
    public void AScaleOfChannelsDoesNotMoveTheSamplesOutwards()
    {
        Shape small = Images.With(3, 1).With(4, 1);
        View scale = At(0, 8, 1, 0, 0);
        View deviation = At(1, 64, 0, 0, 0);
        Assert.Equal(0, Layout.Follow(small, [scale, deviation])[^1]);
        Assert.Equal(0, Layout.Follow(small, [deviation, scale])[^1]);
        // What says more is followed all the same.
        Assert.Equal(2, Layout.Follow(small, [deviation, At(32, 8, 1, 0, 0)])[^1]);
    }

    [Theory]
    // A whole row of places, whose blocks of channels and samples are added to one another.
    [InlineData(new[] { 2, 3, 4 }, new[] { 4 })]
    [InlineData(new[] { 3, 4 }, new[] { 4 })]
    // A short chain is taken where there is nothing else, and samples are combined last.
    [InlineData(new[] { 2 }, new[] { 2 })]
    [InlineData(new[] { 0, 2 }, new[] { 2 })]
    public void LongChainsOutsideTheBlocksComeFirst(int[] axes, int[] first) =>
        Assert.Equal(first, ReductionPlan.FirstAxes(axes, Images, PlaceByPlace));

    private static View At(params int[] strides) =>
        new(new Compute.Compilation.Buffer(1, "view"), new Strided(0, strides));
}
