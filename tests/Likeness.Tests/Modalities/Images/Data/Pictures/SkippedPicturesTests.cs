using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images.Data.Pictures;

public sealed class SkippedPicturesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFewPicturesOfOtherKindsAndBesideTheClassesAreSkipped()
    {
        string path = TinyPictures.Folder(
            folder.At("folder"),
            [
                .. Enumerable.Range(0, 20).Select(i => ($"{"ab"[i / 10]}/{i:00}.png", TinyPictures.Png(8, 8, 1, 2, 3))),
                ("loose.png", TinyPictures.Png(4, 4, 1)),
                ("b/anim.gif", [.. "GIF89a"u8]),
            ]
        );
        var images = ImageFiles.Load(path, new PictureRequest { Skips = true });
        Assert.Equal(20, images.Train.Count);
        Assert.Equal([10, 10], images.Train.Labels[0].Values.CountBy(value => value).Select(pair => pair.Value));
        Assert.Equal(
            $"2 of 22 pictures cannot be read and are skipped: the first is {Path.Combine(path, "loose.png")}: this file lies beside the folders of the classes (put it into one of them).",
            Assert.Single(images.Remarks)
        );
        var described = ImageFilesDescription.Create(DataSource.FromFiles(path), 32).Remarks;
        Assert.Equal("2 files of 22 cannot be read; a training skips them:", described[0]);
        Assert.Contains("anim.gif: this is a GIF picture", described[2], StringComparison.Ordinal);
        Assert.Contains(
            "loose.png: this file lies beside",
            Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhatIsNoPictureIsNamedSo()
    {
        string path = TinyPictures.Folder(folder.At("folder"), [("a.png", [.. "garbage"u8])]);
        Assert.Equal(
            $"{Path.Combine(path, "a.png")}: this is neither a PNG nor a JPEG picture (save it as one of them, or remove it)",
            Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message
        );
    }
}
