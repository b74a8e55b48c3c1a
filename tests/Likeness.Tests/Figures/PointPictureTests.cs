using Likeness.Data;
using Likeness.Figures;

namespace Likeness.Tests.Figures;

public sealed class PointPictureTests
{
    private static readonly Column[] Columns = [new("x"), new("y"), new("r"), new("g"), new("b")];

    [Fact]
    public void TheFirstColumnRunsDownAndTheSecondToTheRight()
    {
        var image = PointPicture.Draw(Points(3, 4, [1 / 3.0, 3 / 4.0, 1, 0, 0.5]));
        Assert.Equal((4, 3, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal([255, 0, 128], image.Pixel(1, 3).ToArray());
        Assert.Equal([255, 255, 255], image.Pixel(2, 1).ToArray());
    }

    [Fact]
    public void EveryGridValueMeetsItsOwnPixelEvenWhenRoundedToFewDigits()
    {
        double[] values = [.. Enumerable.Range(0, 300).SelectMany(k => new[] { Math.Round(k / 300.0, 4), 0, 0, 0, 0 })];
        var image = PointPicture.Draw(Points(300, 1, values));
        Assert.All(image.Pixels, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void PlacesOutsideAreLeftOutAndColoursAreClamped()
    {
        var image = PointPicture.Draw(
            Points(2, 2, [-0.9, 0, 0, 0, 0, 0, 1.2, 0, 0, 0, double.NaN, 0, 0, 0, 0, 0.5, 0.5, 7, -3, 1]),
            background: 9
        );
        Assert.Equal([9, 9, 9, 9, 9, 9, 9, 9, 9, 255, 0, 255], image.Pixels);
    }

    [Fact]
    public void RowsThatAreNoPixelsAreRefusedInASentence()
    {
        var error = Assert.Throws<LikenessException>(() => PointPicture.Draw(new Table(Columns, new double[5])));
        Assert.Contains("form no image", error.Message);
    }

    [Fact]
    public void EnlargedAndSideBySideKeepEveryPixel()
    {
        var left = new PixelImage(2, 1, 1, [1, 2]);
        var right = new PixelImage(1, 1, 1, [3]);
        var both = PointPicture.Enlarge(PointPicture.SideBySide(left, right, gap: 1, background: 0), 2);
        Assert.Equal([1, 1, 2, 2, 0, 0, 3, 3, 1, 1, 2, 2, 0, 0, 3, 3], both.Pixels);
        Assert.Throws<ArgumentException>(() => PointPicture.SideBySide(left, right with { Height = 2 }));
    }

    private static Table Points(int height, int width, double[] values) =>
        new(Columns, values, new Picture(height, width));
}
