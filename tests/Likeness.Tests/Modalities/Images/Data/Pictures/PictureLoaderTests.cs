using Likeness.Data.Archives;
using Likeness.Data.Transforms;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Testing;
using Likeness.Tests.Data.Jpeg;

namespace Likeness.Tests.Modalities.Images.Data.Pictures;

public sealed class PictureLoaderTests : IDisposable
{
    private static readonly (string Name, byte[] Content)[] TwoClasses =
    [
        ("cats/a.jpg", TinyPictures.Jpeg),
        ("cats/b.png", TinyPictures.Png(16, 8, 10, 20, 30)),
        ("dogs/c.jpg", TinyPictures.Grey),
        ("dogs/d.jpeg", TinyPictures.Cmyk),
        ("dogs/e.png", TinyPictures.Png(4, 12, 200)),
    ];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Kinds => ["folder", "a.zip", "a.tar", "a.tar.gz"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PicturesOnTheDiskEqualThoseInMemory(string kind)
    {
        string path = Make(kind, TwoClasses);
        var memory = Load(path, InMemory).Train;
        var disk = Load(path, OnDisk).Train;
        Assert.False(memory.IsOnDisk);
        Assert.True(disk.IsOnDisk);
        Assert.Equal(new ImageShape(3, 8, 8), memory.Shape);
        Assert.Equal(memory.Pixels, disk.Pixels);
        Assert.Equal(ImageFingerprint.Compute(memory), ImageFingerprint.Compute(disk));
        Assert.Equal([0, 0, 1, 1, 1], disk.Labels[0].Values);
        Assert.Equal(["cats", "dogs"], disk.Labels[0].Classes);
        Assert.Equal(Planes("8 × 8 CMYK"), disk[3].ToArray());
    }

    [Fact]
    public void ViewsOfPicturesOnTheDiskAreUsedLikeCopies()
    {
        string path = Make("folder", TwoClasses);
        var memory = Load(path, InMemory).Train.Take([4, 0, 2, 3]);
        var disk = Load(path, OnDisk).Train.View([4, 0, 1, 2, 3]).View([0, 1, 3, 4]);
        Assert.Equal(memory.Pixels, disk.Pixels);
        Assert.Equal(memory.Labels[0].Values, disk.Labels[0].Values);
        var near = NearestImages.Find(disk, disk, 1, [0, 1, 2, 3]);
        var expected = NearestImages.Find(memory, memory, 1, [0, 1, 2, 3]);
        Assert.Equal(
            Enumerable.Range(0, 4).Select(i => (expected.Index(i), expected.Distance(i))),
            Enumerable.Range(0, 4).Select(i => (near.Index(i), near.Distance(i)))
        );
        Assert.Equal(Rows(memory), Rows(disk));
    }

    [Fact]
    public void DecodedPicturesAreUsedAgainUntilAFileChanges()
    {
        string path = Make("folder", TwoClasses);
        _ = Load(path, OnDisk);
        string file = Assert.Single(Directory.GetFiles(folder.At("data/decoded")));
        var written = File.GetLastWriteTimeUtc(file);
        byte[] before = Load(path, OnDisk).Train.Pixels;
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        File.WriteAllBytes(Path.Combine(path, "cats/a.jpg"), TinyPictures.Png(8, 8, 1, 2, 3));
        var changed = Load(path, OnDisk).Train;
        Assert.NotEqual(before, changed.Pixels);
        Assert.Equal(Load(path, InMemory).Train.Pixels, changed.Pixels);
        Assert.Single(Directory.GetFiles(folder.At("data/decoded")));
    }

    [Fact]
    public void ADamagedFileOfDecodedPicturesIsMadeAgain()
    {
        string path = Make("folder", TwoClasses);
        byte[] pixels = Load(path, InMemory).Train.Pixels;
        _ = Load(path, OnDisk);
        string file = Assert.Single(Directory.GetFiles(folder.At("data/decoded")));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Assert.Equal(pixels, Load(path, OnDisk).Train.Pixels);
        File.WriteAllText(file, "");
        Assert.Equal(pixels, Load(path, OnDisk).Train.Pixels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GreyPicturesAloneHaveOneChannel(bool onDisk)
    {
        string path = Make("folder", [("a.jpg", TinyPictures.Grey), ("b.png", TinyPictures.Png(8, 8, 7))]);
        var request = onDisk ? OnDisk : InMemory;
        var grey = Load(path, request).Train;
        Assert.Equal(new ImageShape(1, 8, 8), grey.Shape);
        Assert.Equal(GoldenJpeg.All["8 × 8 grey"].Pixels, grey[0].ToArray());
        Assert.All(grey[1].ToArray(), value => Assert.Equal(7, value));
        var colour = Load(path, request with { Colour = ImageColour.Rgb }).Train;
        Assert.Equal(new ImageShape(3, 8, 8), colour.Shape);
        Assert.Equal(grey[0].ToArray(), colour[0][128..].ToArray());
        var back = Load(path, request with { Colour = ImageColour.Grey }).Train;
        Assert.Equal(grey.Pixels, back.Pixels);
    }

    [Fact]
    public void NoResultDependsOnTheThreads()
    {
        string path = Make("a.zip", TwoClasses);
        byte[] one = Load(path, InMemory with { Threads = 1 }).Train.Pixels;
        Assert.Equal(one, Load(path, InMemory with { Threads = 4 }).Train.Pixels);
        Assert.Equal(one, Load(path, OnDisk with { Threads = 3 }).Train.Pixels);
    }

    [Fact]
    public void ClassesAndNumbersAreChosenBeforeDecoding()
    {
        string path = Make("folder", [.. TwoClasses, ("dogs/broken.jpg", [0xFF, 0xD8, 0xFF])]);
        var cats = Load(path, InMemory with { Classes = ["cats"] }).Train;
        Assert.Equal((2, "cats"), (cats.Count, Assert.Single(cats.Labels[0].Classes)));
        string other = Make("a.zip", TwoClasses);
        var both = Load(other, InMemory with { Classes = ["dogs", "cats"], MaxCount = 4, Seed = 3 }).Train;
        var all = Load(other, InMemory with { Classes = ["dogs", "cats"] }).Train;
        Assert.Equal([1, 1, 0, 0, 0], all.Labels[0].Values);
        Assert.Equal(all.Take(ImageSubset.Choose(5, 4, 3)).Pixels, both.Pixels);
    }

    [Fact]
    public void FoldersOfPartsMayLieInAnArchiveWithOneFolderAroundThem()
    {
        (string, byte[])[] files =
        [
            ("photos/train/a/1.png", TinyPictures.Png(2, 2, 1)),
            ("photos/train/b/1.png", TinyPictures.Png(2, 2, 2)),
            ("photos/validation/a/1.png", TinyPictures.Png(2, 2, 3)),
            ("photos/validation/b/1.png", TinyPictures.Png(2, 2, 4)),
            ("photos/test/a/1.png", TinyPictures.Png(2, 2, 5)),
            ("photos/test/b/1.png", TinyPictures.Png(2, 2, 6)),
        ];
        foreach (string kind in new[] { "a.zip", "a.tar.gz" })
        {
            var images = ImageFiles.Load(Make(kind, files));
            Assert.Equal((1, 2), (images.Train[0][0], images.Train[1][0]));
            Assert.Equal((3, 5), (images.Validation![0][0], images.Test![0][0]));
            Assert.Equal(["a", "b"], images.Test.Labels[0].Classes);
        }
    }

    [Fact]
    public void MisnamedPicturesAreReadByTheirFirstBytes()
    {
        string path = Make(
            "folder",
            [
                ("a.JPEG", TinyPictures.Png(8, 8, 1, 2, 3)),
                ("b.png", TinyPictures.Jpeg),
                ("c.gif", TinyPictures.Jpeg),
                ("notes.txt", [1]),
            ]
        );
        var images = ImageFiles.Load(path).Train;
        Assert.Equal(3, images.Count);
        Assert.Equal(images[1].ToArray(), images[2].ToArray());
        File.WriteAllText(Path.Combine(path, "c.gif"), "GIF89a");
        string message = Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message;
        Assert.Equal(
            $"{Path.Combine(path, "c.gif")}: this is a GIF picture, and pictures of this kind are not read (save it as PNG or JPEG)",
            message
        );
    }

    [Fact]
    public void ErrorsInArchivesNameArchiveAndPicture()
    {
        string path = Make("a.zip", [("a/1.png", TinyPictures.Png(2, 2, 1)), ("a/2.jpg", [0xFF, 0xD8, 0xFF, 0xD9])]);
        string message = Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message;
        Assert.StartsWith($"{path}, a/2.jpg: the JPEG is damaged", message, StringComparison.Ordinal);
        path = Make("a.tar", [("a/1.png", TinyPictures.Png(2, 2, 1)), ("a/2.png", TinyPictures.Png(2, 3, 1))]);
        message = Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message;
        Assert.Equal(
            $"{path}, a/2.png: the picture has 2×3 pixels, and {path}, a/1.png has 2×2 (make them one size; a training does so by a Size above 0)",
            message
        );
        path = Make("a.tar.gz", [("readme", [1])]);
        message = Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message;
        Assert.Equal($"{path}: the archive has no PNG or JPEG pictures (add some, or remove the folder)", message);
    }

    [Theory]
    [InlineData(7, 7, "pictures of 7×7, padded to 8×8")]
    [InlineData(16, 16, "pictures of 16×16, resized to 8×8")]
    [InlineData(7, 16, "pictures of several sizes, resized or padded to 8×8")]
    public void PaddedPicturesAreCalledSo(int first, int second, string fact)
    {
        string path = Make(
            "folder",
            [("a/1.png", TinyPictures.Png(first, first, 1)), ("a/2.png", TinyPictures.Png(second, second, 1))]
        );
        var request = new PictureRequest { Size = new PictureSize(8, ImageFit.Crop) };
        Assert.Equal([fact], ImageFiles.Load(path, request).Facts);
    }

    [Fact]
    public void AnEmptyPictureIsSaidToBeEmpty()
    {
        string path = Make("a.zip", [("a/1.png", TinyPictures.Png(2, 2, 1)), ("a/2.png", [])]);
        string message = Assert.Throws<LikenessException>(() => ImageFiles.Load(path)).Message;
        Assert.Equal($"{path}, a/2.png: the file is empty (get a new copy of it, or remove it)", message);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("a.zip")]
    public void AFewUnreadablePicturesAreSkippedWithARemark(string kind)
    {
        (string, byte[])[] files =
        [
            ("a/00.png", []),
            .. Enumerable
                .Range(1, 19)
                .Select(i => ($"{(i < 10 ? "a" : "b")}/{i:00}.png", TinyPictures.Png(8, 8, (byte)i))),
            ("b/20.png", TinyPictures.Png(8, 8, 1)[..40]),
        ];
        string path = Make(kind, files);
        foreach (var request in new[] { InMemory, OnDisk, OnDisk }) // the second time it is read from the disk
        {
            var images = Load(path, request with { Skips = true });
            Assert.Equal((19, 9), (images.Train.Count, images.Train.Labels[0].Values.Count(value => value == 0)));
            Assert.Equal((1, 19), (images.Train[0][0], images.Train[18][0]));
            Assert.Equal("a/01.png", images.Train.Files[0]);
            string remark = Assert.Single(images.Remarks);
            Assert.StartsWith(
                "2 of 21 pictures cannot be read and are skipped: the first is ",
                remark,
                StringComparison.Ordinal
            );
            Assert.Contains("a/00.png: the file is empty", remark, StringComparison.Ordinal);
            Assert.Throws<LikenessException>(() => Load(path, request));
        }
    }

    [Fact]
    public void ManyUnreadablePicturesAreRefused()
    {
        string path = Make("folder", [("a.png", TinyPictures.Png(8, 8, 1)), ("b.png", []), ("c.png", [])]);
        string message = Assert.Throws<LikenessException>(() => Load(path, InMemory with { Skips = true })).Message;
        Assert.StartsWith(
            "2 of 3 pictures cannot be read, and at most a tenth is skipped; the first is ",
            message,
            StringComparison.Ordinal
        );
        path = Make("a.zip", [("a.png", []), ("b.png", [])]);
        message = Assert.Throws<LikenessException>(() => Load(path, InMemory with { Skips = true })).Message;
        Assert.StartsWith("2 of 2 pictures", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 255, 255, 255, "white")]
    [InlineData("black", 0, 0, 0, "black")]
    [InlineData("#204060", 0x20, 0x40, 0x60, "#204060")]
    [InlineData("Navy", 0, 0, 128, "#000080")]
    public void TransparentPixelsShowTheBackground(string? colour, int red, int green, int blue, string shown)
    {
        var background = PictureBackground.Parse(colour);
        string path = Make(
            "folder",
            [("a.png", TinyPictures.Png(8, 8, 9, 99, 199, 0)), ("b.png", TinyPictures.Png(8, 8, 100, 100, 100, 51))]
        );
        var images = Load(path, InMemory with { Background = background });
        Assert.Equal((red, green, blue), (images.Train[0][0], images.Train[0][64], images.Train[0][128]));
        Assert.Equal((int)Math.Round((0.2 * 100) + (0.8 * red)), images.Train[1][0]);
        Assert.Equal([$"transparent pixels show {shown}"], images.Facts);
        var grey = Load(
            Make("a.zip", [("a.png", TinyPictures.Png(8, 8, 9, 0))]),
            InMemory with
            {
                Background = background,
            }
        );
        Assert.Equal(red == blue ? 1 : 3, grey.Train.Shape.Channels);
    }

    [Theory]
    [InlineData("blu")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("Control")]
    [InlineData("transparent")]
    public void WhatIsNoColourIsRefused(string text) =>
        Assert.Equal(
            $"'{text}' is no colour (give a name such as white or navy, or #rrggbb)",
            Assert.Throws<LikenessException>(() => PictureBackground.Parse(text)).Message
        );

    [Fact]
    public void OtherChannelsAreNotResized()
    {
        var shape = new ImageShape(3, 8, 8);
        Assert.Equal("make all of them grey, or all coloured", shape.Remedy(new ImageShape(1, 8, 8)));
        Assert.Equal("resize them to one size", shape.Remedy(new ImageShape(1, 8, 9)));
        Assert.Equal("give images of as many channels", shape.Remedy(new ImageShape(4, 8, 8)));
    }

    [Fact]
    public void PadAndCropAreChosenByTheSizeOfEachPicture()
    {
        var size = new PictureSize(8, ImageFit.Crop);
        Assert.Null(size.For(new ImageShape(3, 8, 8)));
        Assert.Equal(ImageFit.Pad, size.For(new ImageShape(3, 7, 6))!.Fit);
        Assert.Equal(ImageFit.Crop, size.For(new ImageShape(3, 5, 8))!.Fit);
        Assert.Equal(ImageFit.Crop, size.For(new ImageShape(3, 16, 9))!.Fit);
        Assert.Equal(ImageFit.Bilinear, new PictureSize(8).For(new ImageShape(3, 16, 9))!.Fit);
        Assert.Equal(ImageFit.Pad, new PictureSize(8).For(new ImageShape(3, 7, 7))!.Fit);
        Assert.Equal(ImageFit.Bilinear, new PictureSize(8, ImageFit.Bilinear).For(new ImageShape(3, 7, 7))!.Fit);
        Assert.Null(new PictureSize(0).For(new ImageShape(3, 7, 7)));
    }

    private PictureRequest InMemory =>
        new()
        {
            Size = new PictureSize(8, ImageFit.Crop),
            DataFolder = folder.At("data"),
            Memory = 1 << 20,
        };

    private PictureRequest OnDisk => InMemory with { Memory = 0 };

    private static float[] Rows(ImageSet images)
    {
        var transform = new ImageTransform(images.Shape, PixelScale.Symmetric, images.Labels[0].Classes, true);
        var rows = new float[2 * transform.Width];
        new ImageExamples(images, transform, flip: true).Fill([3, 1], rows, new DequantisationNoise(1, 2));
        return rows;
    }

    private static byte[] Planes(string name)
    {
        var golden = GoldenJpeg.All[name];
        byte[] planes = [.. golden.Pixels];
        ImageLayout.PartChannels(planes, new ImageShape(3, golden.Height, golden.Width));
        return planes;
    }

    private static ImageSplits Load(string path, PictureRequest request) =>
        new PictureLoader(request).Load(PictureLayout.Parts(FileArchive.Open(path)));

    private string Make(string kind, (string Name, byte[] Content)[] files)
    {
        if (File.Exists(folder.At(kind)))
        {
            File.Delete(folder.At(kind));
        }

        return kind switch
        {
            "folder" => TinyPictures.Folder(folder.At(kind), files),
            "a.zip" => TinyPictures.Zip(folder.At(kind), files),
            "a.tar" => folder.Bytes(kind, TinyPictures.Tar(files)),
            _ => folder.Bytes(kind, TinyPictures.Gzip(TinyPictures.Tar(files))),
        };
    }
}
