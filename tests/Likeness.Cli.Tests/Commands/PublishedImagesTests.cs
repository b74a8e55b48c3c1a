using System.Buffers.Binary;
using System.IO.Compression;
using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Modalities.Images.Datasets;
using Likeness.Testing;
using Likeness.Tests.Interop;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Every published image dataset trains from the command line, with files in its official format that the test writes.</summary>
public sealed class PublishedImagesTests : IDisposable
{
    private const int Count = 24;
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names =>
        [
            .. ImageDatasetRegistry
                .All.Where(entry => entry.Files.Count > 0 && !entry.IsDecoded)
                .Select(entry => entry.Name),
        ];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task EachNameTrainsForTwoEpochs(string name)
    {
        LongTest.RequireUnlessChosen(name);
        string place = Directory.CreateDirectory(ImageDatasetRegistry.Find(name).FolderIn(folder.FullPath)).FullName;
        Write(name, place);
        string arguments =
            $"train vanilla-vae --preset small --channels 2,4 --epochs 2 --dataset {name} --data-dir . --threads 1 --out run";
        var result = (await Cli.RunAsync(folder.FullPath, arguments.Split(' '))).Succeeded();
        Assert.Contains("where the published dataset has", result.Output, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(folder["run/history.csv"]).Length);
        Assert.True(File.Exists(folder["run/report.html"]));
    }

    [SkippableFact]
    public async Task PicturesOfAnySizeTrainFromAnArchive()
    {
        LongTest.Require();
        using (var zip = ZipFile.Open(folder["photos.zip"], ZipArchiveMode.Create))
        {
            for (int i = 0; i < Count; i++)
            {
                byte[] pixels = [.. Enumerable.Range(0, (20 + i) * 24 * 3).Select(k => (byte)(k * i))];
                var picture = new PixelImage(20 + i, 24, 3, pixels);
                using var entry = zip.CreateEntry($"photos/{(i % 2 == 0 ? "a" : "b")}/{i}.png").Open();
                entry.Write(PngEncoder.Encode(picture));
            }
        }

        string train =
            "train vanilla-vae --preset small --channels 2,4 --epochs 1 --size 16 --threads 1 --data photos.zip";
        var result = await Cli.RunAsync(folder.FullPath, $"{train} --colour grey --out run".Split(' '));
        Assert.Contains("images of 1×16×16", result.Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("pictures of several sizes, resized to 16×16", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"fit\": \"crop\"", File.ReadAllText(folder["run/run.json"]), StringComparison.Ordinal);
        result = await Cli.RunAsync(
            folder.FullPath,
            "reconstruct run --data photos.zip -n 4 --out a.png --threads 1".Split(' ')
        );
        _ = result.Succeeded();
        result = await Cli.RunAsync(folder.FullPath, $"{train} --fit pad --out other".Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("do not fit into 16×16 by padding", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void Write(string name, string place)
    {
        switch (name)
        {
            case "mnist" or "fashionmnist":
                foreach (string part in new[] { "train", "t10k" })
                {
                    Idx(Path.Combine(place, $"{part}-images-idx3-ubyte.gz"), [Count, 28, 28]);
                    Idx(Path.Combine(place, $"{part}-labels-idx1-ubyte.gz"), [Count]);
                }

                break;
            case "cifar10":
                File.WriteAllBytes(
                    Path.Combine(place, "cifar-10-python.tar.gz"),
                    GoldenImageFiles.Cifar["python.tar.gz"]
                );
                break;
            case "cifar100":
                string records = Directory.CreateDirectory(Path.Combine(place, "cifar-100-binary")).FullName;
                byte[] file = [.. Enumerable.Range(0, Count * 3074).Select(i => (byte)(i % 3074 < 2 ? i % 5 : i * 7))];
                File.WriteAllBytes(Path.Combine(records, "train.bin"), file);
                File.WriteAllBytes(Path.Combine(records, "test.bin"), file);
                break;
            case "svhn":
                File.WriteAllBytes(Path.Combine(place, "train_32x32.mat"), GoldenImageFiles.Svhn["packed"]);
                File.WriteAllBytes(Path.Combine(place, "test_32x32.mat"), GoldenImageFiles.Svhn["doubles"]);
                break;
            default:
                int labels = name == "chestmnist" ? 14 : 1;
                var arrays = new Dictionary<string, (int[] Shape, byte[] Values)>(StringComparer.Ordinal);
                foreach (string part in new[] { "train", "val", "test" })
                {
                    arrays[$"{part}_images"] = ([Count, 28, 28], Bytes(Count * 28 * 28, 256));
                    arrays[$"{part}_labels"] = ([Count, labels], Bytes(Count * labels, 2));
                }

                NpzOfBytes.Write(Path.Combine(place, $"{name}.npz"), arrays);
                break;
        }
    }

    // The IDX format: two zeros, the type of bytes, the number of axes, their lengths in big-endian, the values.
    private static void Idx(string path, int[] axes)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        file.Write([0, 0, 8, (byte)axes.Length]);
        Span<byte> length = stackalloc byte[4];
        foreach (int axis in axes)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, axis);
            file.Write(length);
        }

        file.Write(Bytes(axes.Aggregate(1, (product, axis) => product * axis), axes.Length > 1 ? 256 : 10));
    }

    private static byte[] Bytes(int count, int below) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7 % below))];
}
