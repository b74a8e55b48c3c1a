using Likeness.Modalities.Images.Data;

namespace Likeness.Tests.Modalities.Images.Data;

public sealed class ImageSetTests
{
    private static readonly ImageShape Shape = new(3, 1, 2);

    private static readonly ImageSet Images = new(
        Shape,
        [.. Enumerable.Range(0, 18).Select(value => (byte)value)],
        [new ImageLabel("class", ["cat", "dog"], [0, 1, 1])],
        [new ImageFactor("size", [0.5, 1.5, 2.5])]
    );

    [Fact]
    public void Some_images_are_taken_with_all_that_is_known_of_them()
    {
        var taken = Images.Take([2, 0, 2]);
        Assert.Equal(3, taken.Count);
        Assert.Equal(Images[2].ToArray(), taken[0].ToArray());
        Assert.Equal(Images[0].ToArray(), taken[1].ToArray());
        Assert.Equal([1, 0, 1], taken.Labels[0].Values);
        Assert.Equal([1, 2], taken.Labels[0].Counts());
        Assert.Equal([2.5, 0.5, 2.5], taken.Factors[0].Values);
    }

    [Fact]
    public void A_picture_has_its_channels_side_by_side()
    {
        var picture = Images.Picture(1);
        Assert.Equal((2, 1, 3), (picture.Width, picture.Height, picture.Channels));
        Assert.Equal([6, 8, 10], picture.Pixel(0, 0).ToArray());
        Assert.Equal([7, 9, 11], picture.Pixel(0, 1).ToArray());
    }

    [Fact]
    public void Bytes_labels_and_factors_must_be_for_the_same_images()
    {
        Assert.Throws<ArgumentException>(() => new ImageSet(Shape, new byte[7]));
        Assert.Throws<ArgumentException>(() => new ImageSet(default, []));
        Assert.Throws<ArgumentException>(() => new ImageSet(Shape, new byte[6], [new ImageLabel("a", ["b"], [0, 0])]));
        Assert.Throws<ArgumentException>(() => new ImageSet(Shape, new byte[6], [], [new ImageFactor("a", [])]));
    }

    [Fact]
    public void AClassOfSeveralLabelsIsTakenWithTheNameOfItsLabel()
    {
        var images = new ImageSet(
            Shape,
            new byte[3 * Shape.Length],
            [
                new ImageLabel("hat", ["no", "yes"], [0, 1, 1]),
                new ImageLabel("smile", ["no", "yes"], [1, 0, 0]),
                new ImageLabel("hair", ["dark", "fair"], [1, 0, 1]),
            ]
        );
        Assert.Equal(
            "no: several labels have a class of this name (name the label, too, such as hat=no; the labels are hat, smile)",
            Assert.Throws<LikenessException>(() => images.TakeClasses(["no"])).Message
        );
        Assert.StartsWith(
            "yes, no: several labels have classes of these names (name the label, too, such as hat=yes,hat=no; ",
            Assert.Throws<LikenessException>(() => images.TakeClasses(["yes", "no"])).Message,
            StringComparison.Ordinal
        );
        var unsmiling = images.TakeClasses(["smile=no"]);
        Assert.Equal((2, "smile"), (unsmiling.Count, unsmiling.Labels[0].Name));
        Assert.Equal(["no"], unsmiling.Labels[0].Classes);
        Assert.Equal([1, 0, 0], images.TakeClasses(["hat=yes", "hat=no"]).Labels[0].Values);
        Assert.Equal("hair", images.TakeClasses(["fair"]).Labels[0].Name); // only one label has it
        Assert.Equal("smile", images.TakeClasses(["smile"]).Labels[0].Name);
        Assert.Throws<LikenessException>(() => images.TakeClasses(["hat=no", "smile=no"]));
        Assert.Throws<LikenessException>(() => images.TakeClasses(["hat=maybe"]));
        Assert.Equal(
            "the class 'fair' is named more than once (name it once)",
            Assert.Throws<LikenessException>(() => images.TakeClasses(["fair", "fair"])).Message
        );
    }
}
