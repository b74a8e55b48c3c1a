using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Nn;

namespace Likeness.Tests.Modalities.Images.Evaluation;

public sealed class PairSimilarityTests
{
    private static readonly GoldenPairs Golden = GoldenImages.All.Pairs;

    [Fact]
    public void AgreesWithSciPy()
    {
        var found = PairSimilarity.Compute(Golden.Images(Golden.First), Golden.Images(Golden.Second));
        Assert.Equal(2, found.Scales);
        for (int i = 0; i < Golden.Ssim.Length; i++)
        {
            // Computed in 32 bits.
            Assert.Equal(Golden.Ssim[i], found.Ssim[i], 1e-5);
            Assert.Equal(Golden.MultiscaleSsim[i], found.MultiscaleSsim[i], 1e-5);
            Assert.Equal(Golden.Psnr[i], found.Psnr[i], 1e-10);
        }
    }

    [Fact]
    public void EqualImagesAreOne()
    {
        var images = Golden.Images(Golden.First);
        var found = PairSimilarity.Compute(images, images, threads: 2);
        Assert.All(found.Ssim, value => Assert.Equal(1, value, 1e-5));
        Assert.All(found.MultiscaleSsim, value => Assert.Equal(1, value, 1e-5));
        Assert.All(found.Psnr, value => Assert.Equal(double.PositiveInfinity, value));
    }

    [Fact]
    public void AnOppositeImageIsTheWorst()
    {
        var images = Golden.Images(Golden.First);
        var opposite = new ImageSet(images.Shape, Array.ConvertAll(images.Pixels, pixel => (byte)(255 - pixel)));
        var found = PairSimilarity.Compute(images, opposite);
        Assert.All(found.Ssim, value => Assert.InRange(value, -1, 0));
        Assert.All(found.MultiscaleSsim, value => Assert.InRange(value, 0, 1e-3));
    }

    [Theory]
    [InlineData(28, 28, 2)]
    [InlineData(32, 32, 2)]
    [InlineData(8, 8, 1)]
    [InlineData(64, 44, 3)]
    [InlineData(176, 200, 5)]
    [InlineData(4096, 4096, 5)]
    public void SmallImagesHaveFewerScales(int height, int width, int scales) =>
        Assert.Equal(scales, StructuralSimilarity.Scales(height, width));

    [Fact]
    public void SetsThatAreNoPairsAreRefused()
    {
        var images = Golden.Images(Golden.First);
        string message = Assert
            .Throws<LikenessException>(() => PairSimilarity.Compute(images, images.Take([0])))
            .Message;
        Assert.Contains("do not form pairs (give equally many", message);
    }
}
