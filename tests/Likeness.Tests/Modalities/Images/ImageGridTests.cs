using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Report;

namespace Likeness.Tests.Modalities.Images;

public sealed class ImageGridTests
{
    [Fact]
    public void ImagesAreEnlargedByWholePixels()
    {
        var images = new ImageSet(new ImageShape(1, 1, 2), [1, 2, 3, 4]);
        var grid = ImageGrid.Draw(images, columns: 1, factor: 2, gap: 1);
        Assert.Equal((4, 5, 1), (grid.Width, grid.Height, grid.Channels));
        Assert.Equal<byte>([1, 1, 2, 2, 1, 1, 2, 2, 224, 224, 224, 224, 3, 3, 4, 4, 3, 3, 4, 4], grid.Pixels);
    }

    [Fact]
    public void WhatBelongsTogetherStandsTogether()
    {
        var shape = new ImageShape(3, 1, 1);
        var first = new ImageSet(shape, [1, 2, 3, 4, 5, 6]);
        var second = new ImageSet(shape, [11, 12, 13, 14, 15, 16]);
        var grid = ImageGrid.Beside([first, second], columns: 2, factor: 1, gap: 2);
        Assert.Equal((8, 1, 3), (grid.Width, grid.Height, grid.Channels));
        Assert.Equal<byte>([1, 2, 3, 224, 224, 224, 11, 12, 13], grid.Pixels[..9]);
        Assert.Equal<byte>([4, 5, 6, 224, 224, 224, 14, 15, 16], grid.Pixels[15..]);
    }

    [Fact]
    public void SizesAreChosenWhereNoneAreGiven()
    {
        var grid = ImageGrid.Draw(new ImageSet(new ImageShape(1, 28, 28), new byte[16 * 28 * 28]));
        Assert.Equal(((4 * 56) + 12, (4 * 56) + 12), (grid.Width, grid.Height));
        var large = ImageGrid.Draw(new ImageSet(new ImageShape(1, 200, 100), new byte[20000]));
        Assert.Equal((100, 200), (large.Width, large.Height));
    }

    [Fact]
    public void SetsThatDifferAreRefused()
    {
        var one = new ImageSet(new ImageShape(1, 1, 1), [1]);
        Assert.Throws<ArgumentException>(() => ImageGrid.Beside([one, new ImageSet(one.Shape, [1, 2])]));
        Assert.Throws<ArgumentException>(() => ImageGrid.Draw(new ImageSet(one.Shape, [])));
        Assert.Throws<ArgumentException>(() => ImageGrid.Draw(new ImageSet(new ImageShape(2, 1, 1), [1, 2])));
    }
}
