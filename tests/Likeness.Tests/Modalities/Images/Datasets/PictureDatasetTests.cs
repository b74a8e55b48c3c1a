using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Modalities.Images.Datasets;
using Likeness.Testing;
using static Likeness.Tests.Modalities.Images.TinyPictures;

namespace Likeness.Tests.Modalities.Images.Datasets;

/// <summary>Published datasets of pictures, on tiny files in their true layout.</summary>
public sealed class PictureDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TinyImageNetHasSortedClassesAndItsValidationImagesAsTest(bool isZip)
    {
        (string, byte[])[] files =
        [
            // The order of wnids.txt is another one.
            ("wnids.txt", Lines("n02124075", "n01443537")),
            ("train/n02124075/images/n02124075_0.JPEG", Jpeg),
            ("train/n02124075/n02124075_boxes.txt", Lines("n02124075_0.JPEG\t0\t1\t2\t3")),
            ("train/n01443537/images/n01443537_0.JPEG", Grey),
            ("train/n01443537/images/n01443537_1.JPEG", Jpeg),
            ("val/images/val_0.JPEG", Grey),
            ("val/images/val_1.JPEG", Jpeg),
            (
                "val/val_annotations.txt",
                Lines("val_1.JPEG\tn01443537\t0\t32\t44\t62", "val_0.JPEG\tn02124075\t0\t0\t1\t1")
            ),
            ("test/images/test_0.JPEG", Jpeg),
        ];
        var rooted = files.Select(file => ($"tiny-imagenet-200/{file.Item1}", file.Item2));
        _ = isZip
            ? Zip(folder.At("tiny-imagenet/tiny-imagenet-200.zip"), rooted)
            : Folder(folder.At("tiny-imagenet"), rooted);
        var images = Load("tiny-imagenet");
        Assert.Equal(new ImageShape(3, 8, 8), images.Train.Shape);
        Assert.Equal(["n01443537", "n02124075"], images.Train.Labels[0].Classes);
        Assert.Equal([0, 0, 1], images.Train.Labels[0].Values);
        Assert.Equal([0, 1], images.Test!.Labels[0].Values);
        Assert.Equal(images.Train[1].ToArray(), images.Test[0].ToArray());
        Assert.Equal(images.Train[0].ToArray(), images.Test[1].ToArray());
        Assert.Null(images.Validation);
        Assert.Equal(2, images.Remarks.Count);
    }

    [Fact]
    public void HorsesAndZebrasAreTheFoldersAAndB()
    {
        byte[] large = Png(300, 256, 10, 20, 30);
        Zip(
            folder.At("horse2zebra/horse2zebra.zip"),
            [
                ("horse2zebra/trainB/n02391049_2.jpg", Jpeg),
                ("horse2zebra/trainA/n02381460_2.jpg", large),
                ("horse2zebra/trainA/n02381460_9.jpg", Jpeg),
                ("horse2zebra/testA/n02381460_20.jpg", Jpeg),
                ("horse2zebra/testB/n02391049_80.jpg", Jpeg),
            ]
        );
        var images = Load("horse2zebra");
        Assert.Equal(["horse", "zebra"], images.Train.Labels[0].Classes);
        Assert.Equal([0, 0, 1], images.Train.Labels[0].Values);
        Assert.Equal([0, 1], images.Test!.Labels[0].Values);
        Assert.Equal(10, images.Train[0][0]);
    }

    [Fact]
    public void TexturesComeInTheFirstSplit()
    {
        Write(
            folder.At("dtd/dtd-r1.0.1.tar.gz"),
            Gzip(
                Tar([
                    ("dtd/images/banded/banded_0002.jpg", Png(20, 10, 1, 1, 1)),
                    ("dtd/images/zigzagged/zigzagged_0001.jpg", Png(10, 30, 2, 2, 2)),
                    ("dtd/images/zigzagged/zigzagged_0002.jpg", Png(16, 16, 3, 3, 3)),
                    ("dtd/labels/train1.txt", Lines("zigzagged/zigzagged_0001.jpg", "banded/banded_0002.jpg")),
                    ("dtd/labels/train2.txt", Lines("banded/none.jpg")),
                    ("dtd/labels/val1.txt", Lines("zigzagged/zigzagged_0002.jpg")),
                    ("dtd/labels/test1.txt", Lines("banded/banded_0002.jpg")),
                ])
            )
        );
        var images = Load("dtd");
        Assert.Equal(47, images.Train.Labels[0].Classes.Count);
        Assert.Equal([46, 0], images.Train.Labels[0].Values);
        Assert.Equal((2, 1), (images.Train[0][0], images.Train[1][0]));
        Assert.Equal((3, 1), (images.Validation![0][0], images.Test![0][0]));
        Assert.Equal(["pictures of several sizes, resized to 8×8"], images.Facts);
        var whole = ImageDatasetRegistry.Find("dtd").Load(Here());
        Assert.Equal(new ImageShape(3, 128, 128), whole.Train.Shape);
    }

    [Fact]
    public void FacesHaveTheirPartitionAndFortyAttributes()
    {
        var entry = ImageDatasetRegistry.Find("celeba");
        static string Signs(int own) => string.Join("  ", Enumerable.Range(0, 40).Select(i => i == own ? "1" : "-1"));
        Zip(
            folder.At("celeba/img_align_celeba.zip"),
            Enumerable.Range(1, 4).Select(i => ($"img_align_celeba/00000{i}.jpg", Png(9, 11, (byte)i, 0, 0)))
        );
        Write(
            folder.At("celeba/list_eval_partition.txt"),
            Lines("000001.jpg 0", "000002.jpg 2", "000003.jpg 0", "000004.jpg 1")
        );
        string at = Assert.Throws<LikenessException>(() => Load("celeba")).Message;
        Assert.Contains("there is no list_attr_celeba.txt in ", at, StringComparison.Ordinal);
        Write(
            folder.At("celeba/list_attr_celeba.txt"),
            Lines(
                "4",
                string.Join(' ', entry.Classes) + " ",
                $"000001.jpg {Signs(0)}",
                $"000002.jpg {Signs(39)}",
                $"000003.jpg {Signs(20)}",
                $"000004.jpg {Signs(1)}"
            )
        );
        var images = entry.Load(Here(), new PictureRequest { Size = new PictureSize(8, ImageFit.Crop) });
        Assert.Equal(40, images.Train.Labels.Count);
        Assert.Equal((1, 3), (images.Train[0][0], images.Train[1][0]));
        Assert.Equal([1, 0], Label(images.Train, "5_o_Clock_Shadow"));
        Assert.Equal([0, 1], Label(images.Train, "Male"));
        Assert.Equal([1], Label(images.Test!, "Young"));
        Assert.Equal([1], Label(images.Validation!, "Arched_Eyebrows"));
        Assert.Equal(["no", "yes"], images.Test!.Labels[7].Classes);
        Assert.Equal(new ImageShape(3, 11, 9), entry.Load(Here()).Train.Shape);

        // One of several labels is chosen by its name.
        var male = entry.Load(Here(), new PictureRequest { Classes = ["Male"] });
        Assert.Equal([0, 1], Assert.Single(male.Train.Labels).Values);
        Assert.Equal(["no", "yes"], male.Train.Labels[0].Classes);
        Assert.Equal("Male", images.TakeClasses(["Male"]).Test!.Labels[0].Name);
        string wrong = Assert.Throws<LikenessException>(() => images.TakeClasses(["Femal"])).Message;
        Assert.Contains(
            "'Femal' is not a class of '5_o_Clock_Shadow' (choose from no, yes, or give one label alone:",
            wrong
        );
    }

    [Fact]
    public void ScenesHaveTheClassesOfTheirFolders()
    {
        Write(
            folder.At("places365/train_256_places365standard.tar"),
            Tar([
                ("data_256/a/airfield/00000001.jpg", Jpeg),
                ("data_256/a/apartment_building/outdoor/00000007.jpg", Grey),
                ("data_256/z/zen_garden/00000002.jpg", Jpeg),
            ])
        );
        Write(
            folder.At("places365/val_256.tar"),
            Tar([("val_256/Places365_val_00000001.jpg", Jpeg), ("val_256/Places365_val_00000002.jpg", Grey)])
        );
        Write(
            folder.At("places365/filelist_places365-standard.tar"),
            Tar([
                (
                    "categories_places365.txt",
                    Lines("/a/airfield 0", "/z/zen_garden 1", "/a/apartment_building/outdoor 2")
                ),
                ("places365_val.txt", Lines("Places365_val_00000001.jpg 2", "Places365_val_00000002.jpg 0")),
            ])
        );
        var images = Load("places365");
        Assert.Equal(["a/airfield", "z/zen_garden", "a/apartment_building/outdoor"], images.Train.Labels[0].Classes);
        Assert.Equal([0, 2, 1], images.Train.Labels[0].Values);
        Assert.Equal([2, 0], images.Test!.Labels[0].Values);
        Assert.Equal(images.Train[1].ToArray(), images.Test[1].ToArray());
    }

    [Theory]
    [InlineData("binary.tar.gz")]
    [InlineData("binary")]
    public void TheRecordsOfCifar100AreSuperclassClassAndImage(string kind)
    {
        static byte[] Record(byte coarse, byte fine, byte value) => [coarse, fine, .. Enumerable.Repeat(value, 3072)];
        (string, byte[])[] files =
        [
            ("cifar-100-binary/train.bin", [.. Record(11, 19, 1), .. Record(0, 99, 2)]),
            ("cifar-100-binary/test.bin", Record(19, 0, 3)),
            ("cifar-100-binary/fine_label_names.txt", Lines("apple")),
        ];
        _ =
            kind == "binary"
                ? Folder(folder.At("cifar100"), files)
                : Write(folder.At("cifar100/cifar-100-binary.tar.gz"), Gzip(Tar(files)));
        var images = ImageDatasetRegistry.Find("cifar100").Load(Here());
        Assert.Equal(["class", "superclass"], images.Train.Labels.Select(label => label.Name));
        Assert.Equal([19, 99], images.Train.Labels[0].Values);
        Assert.Equal([11, 0], images.Train.Labels[1].Values);
        Assert.Equal("cattle", images.Train.Labels[0].Classes[19]);
        Assert.Equal("large_omnivores_and_herbivores", images.Train.Labels[1].Classes[11]);
        Assert.Equal((1, 2, 3), (images.Train[0][0], images.Train[1][3071], images.Test![0][5]));
        Write(folder.At("cifar100/cifar-100-binary/train.bin"), Record(20, 0, 1));
        Write(folder.At("cifar100/cifar-100-binary/test.bin"), Record(1, 0, 1));
        string message = Assert
            .Throws<LikenessException>(() => ImageDatasetRegistry.Find("cifar100").Load(Here()))
            .Message;
        Assert.Contains("it has a label 20, and 0 to 19 make sense", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePickleOfCifar100IsReadToo()
    {
        // The layout of cifar-100-python/train, written by hand at protocol 2 with small numbers.
        var images = ImageDatasetRegistry.Find("cifar100");
        Write(
            folder.At("cifar100/cifar-100-python.tar.gz"),
            Gzip(Tar([("cifar-100-python/train", [0x80, 2, (byte)'N', (byte)'.'])]))
        );
        string message = Assert.Throws<LikenessException>(() => images.Load(Here())).Message;
        Assert.Contains("its pickle is no dictionary", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny-imagenet")]
    [InlineData("horse2zebra")]
    [InlineData("dtd")]
    [InlineData("places365")]
    public void TermsAreAcceptedBeforeADownload(string name)
    {
        var entry = ImageDatasetRegistry.Find(name);
        using var client = new HttpClient(new Unreachable());
        var source = Here() with { Download = new FileDownload(client) };
        string message = Assert.Throws<LikenessException>(() => entry.Load(source)).Message;
        Assert.StartsWith($"{name}: the download of {entry.Files[0].Name} (", message, StringComparison.Ordinal);
        Assert.Contains($"'{entry.Licence}' (give AcceptsTerms", message, StringComparison.Ordinal);
        message = Assert.Throws<LikenessException>(() => entry.Load(source with { AcceptsTerms = true })).Message;
        Assert.Contains(entry.Files[0].Bytes > 20e9 ? "" : "cannot be downloaded", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ListsThatNameOtherFilesOrClassesAreNamed()
    {
        Write(
            folder.At("dtd/dtd-r1.0.1.tar.gz"),
            Gzip(Tar([("dtd/labels/train1.txt", Lines("banded/banded_0002.jpg"))]))
        );
        Assert.Contains("holds no dtd/images/banded/banded_0002.jpg, which labels/train1.txt names", Error("dtd"));
        Write(
            folder.At("dtd/dtd-r1.0.1.tar.gz"),
            Gzip(Tar([("dtd/images/furry/a.jpg", Jpeg), ("dtd/labels/train1.txt", Lines("furry/a.jpg"))]))
        );
        Assert.Contains("labels/train1.txt: 'furry' is not one of the 47 classes", Error("dtd"));
    }

    private static int[] Label(ImageSet images, string name) =>
        images.Labels.Single(label => label.Name == name).Values;

    private string Error(string name) => Assert.Throws<LikenessException>(() => Load(name)).Message;

    private ImageSplits Load(string name) =>
        ImageDatasetRegistry
            .Find(name)
            .Load(Here(), new PictureRequest { Size = new PictureSize(8, null), DataFolder = folder.Location });

    private ImageSource Here() => new() { DataFolder = folder.Location, Download = null };

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) =>
            throw new HttpRequestException("no network in tests");
    }
}
