using System.Text.Json;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Modalities.Images.Datasets;
using Likeness.Testing;
using Likeness.Tests.House;
using static Likeness.Tests.Modalities.Images.TinyPictures;

namespace Likeness.Tests.Modalities.Images.Datasets;

/// <summary>ImageNet's tar archives and folders, on tiny files in their true layout.</summary>
public sealed class ImageNetTests : IDisposable
{
    private static readonly Dictionary<string, byte[]> Synsets = JsonSerializer.Deserialize<Dictionary<string, byte[]>>(
        Repository.Read("tests/golden/synsets.json")
    )!;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("packed")]
    public void StructuresThatSciPyWroteAreRead(string kind)
    {
        var synsets = MatStructs.Read(Synsets[kind]);
        Assert.Equal(["n02119789", "n01440764", "n00001740"], synsets.Select(synset => synset["WNID"]));
        Assert.Equal([1, 2, 1001], synsets.Select(synset => Convert.ToInt32(synset["ILSVRC2012_ID"], null)));
        Assert.Equal("freshwater fish", synsets[1]["gloss"]);
        Assert.Null(synsets[2]["children"]);
    }

    [Fact]
    public void ChangedStructuresGiveFormatErrors()
    {
        byte[] whole = Synsets["plain"];
        var random = new Random(3);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] file = [.. whole];
            file[random.Next(128, file.Length)] = (byte)random.Next(256);
            file = trial % 3 == 0 ? file[..random.Next(file.Length)] : file;
            try
            {
                _ = MatStructs.Read(file);
            }
            catch (Exception error)
            {
                Assert.True(error is FormatException or ArgumentException or InvalidDataException, error.ToString());
            }
        }
    }

    [Fact]
    public void TarsOfTarsAreReadAndTheNumbersOfTheDevkitAreMapped()
    {
        Tars();
        Devkit("2", "1", "2");
        var images = Load();
        Assert.Equal(["n01440764", "n02119789"], images.Train.Labels[0].Classes);
        Assert.Equal([0, 0, 1], images.Train.Labels[0].Values);
        // Number 1 of the devkit is n02119789, the second of the sorted identifiers.
        Assert.Equal([0, 1, 0], images.Test!.Labels[0].Values);
        Assert.Equal(new ImageShape(3, 8, 8), images.Train.Shape);
        Assert.Equal(Decode(Cmyk), images.Train[1].ToArray());
        Assert.Equal(9, images.Train[2][0]); // a PNG under the name of a JPEG
    }

    [Fact]
    public void FoldersAreReadWithTheListOfKaggle()
    {
        Folder(
            folder.At("imagenet/ILSVRC/Data/CLS-LOC"),
            [
                ("train/n02119789/n02119789_1.JPEG", Jpeg),
                ("train/n01440764/n01440764_1.JPEG", Grey),
                ("val/ILSVRC2012_val_00000001.JPEG", Jpeg),
                ("val/ILSVRC2012_val_00000002.JPEG", Grey),
            ]
        );
        Write(
            folder.At("imagenet/LOC_val_solution.csv"),
            Lines(
                "ImageId,PredictionString",
                "ILSVRC2012_val_00000002,n01440764 85 1 499 272",
                "ILSVRC2012_val_00000001,n02119789 1 2 3 4 n02119789 5 6 7 8"
            )
        );
        var images = Load();
        Assert.Equal([0, 1], images.Train.Labels[0].Values);
        Assert.Equal([1, 0], images.Test!.Labels[0].Values);
    }

    [Fact]
    public void FoldersOfClassesNeedNoList()
    {
        Folder(
            folder.At("imagenet"),
            [
                ("train/n02119789/a.JPEG", Jpeg),
                ("train/n01440764/b.JPEG", Grey),
                ("val/n02119789/ILSVRC2012_val_00000001.JPEG", Jpeg),
            ]
        );
        Assert.Equal([1], Load().Test!.Labels[0].Values);
    }

    [Fact]
    public void WhatIsMissingIsNamedWithItsPlace()
    {
        Assert.Contains("there is no ILSVRC2012_img_train.tar in ", Error(), StringComparison.Ordinal);
        Tars();
        Assert.Contains("there is no ILSVRC2012_devkit_t12.tar.gz in ", Error(), StringComparison.Ordinal);
        Devkit("2", "7", "2");
        Assert.Contains("line 2: '7' is not a class of meta.mat", Error(), StringComparison.Ordinal);
        Devkit("2");
        Assert.Contains("no label of ILSVRC2012_val_00000002.JPEG", Error(), StringComparison.Ordinal);
    }

    private void Tars()
    {
        byte[] first = Tar([("n02119789_9.JPEG", Png(8, 8, 9, 9, 9))]);
        byte[] second = Tar([("n01440764_1.JPEG", Jpeg), ("n01440764_2.JPEG", Cmyk)]);
        Write(
            folder.At("imagenet/ILSVRC2012_img_train.tar"),
            Tar([("n02119789.tar", first), ("n01440764.tar", second)])
        );
        Write(
            folder.At("imagenet/ILSVRC2012_img_val.tar"),
            Tar([
                ("ILSVRC2012_val_00000001.JPEG", Jpeg),
                ("ILSVRC2012_val_00000002.JPEG", Grey),
                ("ILSVRC2012_val_00000003.JPEG", Jpeg),
            ])
        );
    }

    private void Devkit(params string[] truth) =>
        Write(
            folder.At("imagenet/ILSVRC2012_devkit_t12.tar.gz"),
            Gzip(
                Tar([
                    ("ILSVRC2012_devkit_t12/readme.txt", Lines("…")),
                    ("ILSVRC2012_devkit_t12/data/meta.mat", Synsets["packed"]),
                    ("ILSVRC2012_devkit_t12/data/ILSVRC2012_validation_ground_truth.txt", Lines(truth)),
                ])
            )
        );

    private static byte[] Decode(byte[] file) => PictureDecoder.Decode(file, "x", PictureBackground.White).Pixels;

    private string Error() => Assert.Throws<LikenessException>(Load).Message;

    private ImageSplits Load() =>
        ImageDatasetRegistry
            .Find("imagenet")
            .Load(
                new ImageSource { DataFolder = folder.Location, Download = null },
                new PictureRequest { Size = new PictureSize(8), DataFolder = folder.Location }
            );
}
