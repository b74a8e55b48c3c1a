using Likeness.Data;
using Likeness.Figures;

namespace Likeness.Tests.Figures;

public sealed class PictureGridTests
{
    [Fact]
    public void PicturesStandInRowsAndColumns()
    {
        PixelImage[] pictures = [.. Enumerable.Range(1, 3).Select(grey => new PixelImage(1, 1, 1, [(byte)grey]))];
        var grid = PictureGrid.Arrange(pictures, columns: 2, gap: 1, background: 9);
        Assert.Equal((3, 3), (grid.Width, grid.Height));
        Assert.Equal<byte>([1, 9, 2, 9, 9, 9, 3, 9, 9], grid.Pixels);
    }

    [Fact]
    public void PicturesOfOtherSizesAreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            PictureGrid.Arrange([new PixelImage(1, 1, 1, [1]), new PixelImage(2, 1, 1, [1, 2])], 2)
        );

    [Fact]
    public void APictureThatIsTooLargeIsRefused()
    {
        var pixel = new PixelImage(1, 1, 1, [0]);
        Assert.StartsWith(
            "3 images in one picture would be 1×4000000003 pixels",
            Assert
                .Throws<LikenessException>(() => PictureGrid.Arrange([pixel, pixel, pixel], 1, gap: 2_000_000_000))
                .Message,
            StringComparison.Ordinal
        );
    }
}
