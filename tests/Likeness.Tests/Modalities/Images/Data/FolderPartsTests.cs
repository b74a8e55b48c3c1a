using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Modalities.Images.Data;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images.Data;

public sealed class FolderPartsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_of_train_and_test_are_parts()
    {
        Picture("train/cats/a.png", 1);
        Picture("train/dogs/a.png", 2);
        Picture("test/cats/a.png", 3);
        Picture("test/dogs/a.png", 4);
        Picture("val/cats/a.png", 5);
        Picture("val/dogs/a.png", 6);
        var images = ImageFiles.Load(folder.Location);
        Assert.Equal([1, 2], images.Train.Pixels);
        Assert.Equal([5, 6], images.Validation!.Pixels);
        Assert.Equal([3, 4], images.Test!.Pixels);
        Assert.Equal(["cats", "dogs"], images.Test.Labels[0].Classes);
    }

    [Fact]
    public void Parts_may_be_written_in_any_letter_case()
    {
        Picture("Train/cats/a.png", 1);
        Picture("TEST/cats/a.png", 3);
        Picture("Validation/cats/a.png", 5);
        var images = ImageFiles.Load(folder.Location);
        Assert.Equal([1], images.Train.Pixels);
        Assert.Equal([5], images.Validation!.Pixels);
        Assert.Equal([3], images.Test!.Pixels);
    }

    [Fact]
    public void Parts_without_classes_are_parts_too()
    {
        Picture("train/a.png", 1);
        Picture("test/a.png", 2);
        var images = ImageFiles.Load(folder.Location);
        Assert.Equal([1], images.Train.Pixels);
        Assert.Equal([2], images.Test!.Pixels);
        Assert.Empty(images.Train.Labels);
    }

    [Fact]
    public void A_class_may_be_called_train_beside_others()
    {
        Picture("train/a.png", 1);
        Picture("tram/a.png", 2);
        var images = ImageFiles.Load(folder.Location);
        Assert.Equal(["train", "tram"], images.Train.Labels[0].Classes);
        Assert.Null(images.Test);
    }

    [Fact]
    public void Parts_must_agree()
    {
        Picture("train/cats/a.png", 1);
        Picture("test/cows/a.png", 1);
        Assert.Contains("the class 'cows' is not in both this part and in train", Error(), StringComparison.Ordinal);
        Directory.Delete(folder.At("test"), recursive: true);
        Picture("test/cats/a.png", 1, channels: 3);
        Assert.Contains("the pictures are 3×1×1 and those of train 1×1×1", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_within_a_class_are_not_lost_in_silence()
    {
        Picture("cats/a.png", 1);
        Picture("cats/more/b.png", 1);
        Assert.Contains("a folder within a class is not read", Error(), StringComparison.Ordinal);
    }

    private string Error() => Assert.Throws<LikenessException>(() => ImageFiles.Load(folder.Location)).Message;

    private void Picture(string name, byte value, int channels = 1)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        byte[] pixels = [.. Enumerable.Repeat(value, channels)];
        folder.Bytes(name, PngEncoder.Encode(new PixelImage(1, 1, channels, pixels)));
    }
}
