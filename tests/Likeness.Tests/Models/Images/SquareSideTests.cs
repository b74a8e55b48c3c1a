using Likeness.Modalities.Images.Data;
using Likeness.Models.Images.Adversarial;

namespace Likeness.Tests.Models.Images;

/// <summary>How often discriminators halve images.</summary>
public sealed class SquareSideTests
{
    [Theory]
    [InlineData(8, 1)]
    [InlineData(28, 2)] // to 7
    [InlineData(32, 3)]
    [InlineData(48, 3)] // to 6
    public void ImagesAreHalvedToAnOddSideOrToLessThanEight(int side, int halvings) =>
        Assert.Equal(halvings, SquareSide.Halvings(new ImageShape(1, side, side)));

    [Theory]
    [InlineData(4, 4)]
    [InlineData(9, 9)]
    [InlineData(16, 32)]
    public void OthersAreRefused(int height, int width) =>
        Assert.Throws<LikenessException>(() => SquareSide.Halvings(new ImageShape(1, height, width)));
}
