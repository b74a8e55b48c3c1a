using Likeness.Data;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;

namespace Likeness.Tests.Modalities.Images;

public sealed class ImageDataDescriptionTests
{
    [Fact]
    public void TheLabelThatClassesStandForIsNamed()
    {
        Assert.Equal(
            "1 class, with training images of each: no 3",
            Classes(new ImageLabel("class", ["no"], [0, 0, 0]))
        );
        Assert.Equal(
            "2 classes of 'Bald', the first of 2 labels, with training images of each: no 2, yes 1",
            Classes(
                new ImageLabel("Bald", ["no", "yes"], [0, 1, 0]),
                new ImageLabel("Smiling", ["no", "yes"], [1, 1, 1])
            )
        );
    }

    private static string Classes(params ImageLabel[] labels)
    {
        var images = new ImageSet(new ImageShape(1, 1, 1), new byte[3], labels);
        var transform = new ImageTransform(images.Shape, PixelScale.Symmetric, labels[0].Classes, false);
        return ImageDataDescription.Create(new DataSplit<ImageSet>(images, images, images), transform).Lines[^1];
    }
}
