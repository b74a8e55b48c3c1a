using System.Buffers.Binary;
using System.IO.Compression;
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
        [.. ImageDatasetRegistry.All.Where(entry => entry.Files.Count > 0).Select(entry => entry.Name)];

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
