using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Testing;
using Likeness.Tests.Interop;

namespace Likeness.Tests.Modalities.Images.Datasets;

public sealed class ImageDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. ImageDatasetRegistry.All.Select(entry => entry.Name)];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_published_ones_and_the_generated_one_are_there() =>
        Assert.Equal(
            "celeba chestmnist cifar10 cifar100 dtd fashionmnist horse2zebra imagenet mnist octmnist places365 pneumoniamnist shape-edits shapes svhn textures tiny-imagenet tissuemnist",
            string.Join(' ', ImageDatasetRegistry.All.Select(entry => entry.Name))
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_dataset_says_what_it_is_and_where_it_comes_from(string name)
    {
        var entry = ImageDatasetRegistry.Find(name);
        Assert.All([entry.Title, entry.Summary, entry.Source, entry.Licence], Assert.NotEmpty);
        Assert.Equal(entry.Classes.Count, entry.Classes.Distinct().Count());
        Assert.True(entry.Counts.Train > 1000 && entry.Counts.Test >= 260);
        Assert.True(entry.ClassCount >= 2 && (entry.Classes.Count == 0 || entry.Classes.Count == entry.ClassCount));
        Assert.All(
            entry.Files,
            file =>
                Assert.Matches("^([0-9a-f]{32}|[0-9a-f]{64})$", file.Sha256 is null ? file.Md5 : file.Sha256 + file.Md5)
        );
        Assert.All(
            entry.Files.Where(file => !file.IsByHand),
            file => Assert.Contains(file.Name, file.Addresses[0].ToString(), StringComparison.Ordinal)
        );
        Assert.StartsWith(folder.Location, entry.FolderIn(folder.Location), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_files_and_network_it_is_said_what_to_put_where(string name)
    {
        var entry = ImageDatasetRegistry.Find(name);
        if (entry.Files.Count == 0)
        {
            Assert.Equal(entry.Counts.Train, entry.Load(Here()).Train.Count);
            return;
        }

        var error = Assert.Throws<LikenessException>(() => entry.Load(Here()));
        Assert.StartsWith($"{name}: there is no {entry.Files[0].Name} in ", error.Message, StringComparison.Ordinal);
        Assert.Equal(entry.Files[0].IsByHand, error.Message.Contains("by hand only", StringComparison.Ordinal));
        Assert.Contains(entry.Files[0].Addresses[0].ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest_or_the_list()
    {
        Assert.Equal(
            "'fashion-mnist' is not an image dataset of Likeness (did you mean fashionmnist?)",
            Refusal("fashion-mnist")
        );
        Assert.Contains("(choose from celeba, chestmnist, cifar10, ", Refusal("photographs"), StringComparison.Ordinal);
    }

    /// <summary>Sums from NumPy over the files themselves.</summary>
    [SkippableTheory]
    [InlineData("mnist", 60000, 0, 10000, 1567298545, 5, 0)]
    [InlineData("fashionmnist", 60000, 0, 10000, 3431114169, 9, 0)]
    [InlineData("pneumoniamnist", 3882, 524, 624, 447494718, 1, 1)]
    public void Real_files_are_read(string name, int train, int validation, int test, long sum, int label, int remarks)
    {
        string root = SharedData.Require(name == "pneumoniamnist" ? "medmnist" : name);
        var images = ImageDatasetRegistry.Find(name).Load(Here() with { DataFolder = Path.GetDirectoryName(root) });
        Assert.Equal(
            [("train", train), ("validation", validation), ("test", test)],
            new[] { ("train", images.Train), ("validation", images.Validation), ("test", images.Test) }.Select(part =>
                (part.Item1, part.Item2?.Count ?? 0)
            )
        );
        Assert.Equal(new ImageShape(1, 28, 28), images.Train.Shape);
        Assert.Equal(sum, images.Train.Pixels.Sum(value => (long)value));
        Assert.Equal(label, Assert.Single(images.Train.Labels).Values[0]);
        Assert.Equal(remarks, images.Remarks.Count);
    }

    [SkippableFact]
    public void The_records_of_CIFAR_that_are_there_are_read_and_the_lack_is_said()
    {
        string root = Path.GetDirectoryName(SharedData.Require("cifar10"))!;
        var images = ImageDatasetRegistry.Find("cifar10").Load(Here() with { DataFolder = root });
        Assert.Equal((1864, 932), (images.Train.Count, images.Test!.Count));
        Assert.Equal(
            [
                "1864 train images where the published dataset has 50000",
                "932 test images where the published dataset has 10000",
            ],
            images.Remarks
        );
        Assert.Equal("frog", images.Train.Labels[0].Classes[images.Train.Labels[0].Values[0]]);
        Assert.Equal("cat", images.Test.Labels[0].Classes[images.Test.Labels[0].Values[0]]);
    }

    [SkippableFact]
    public void House_numbers_are_read_upright()
    {
        var images = new Svhn().Read(SharedData.Require("svhn/train_32x32.mat"));
        Assert.Equal((1083, new ImageShape(3, 32, 32)), (images.Count, images.Shape));
        Assert.Equal(
            ["1", "9", "2", "3", "2"],
            images.Labels[0].Values.Take(5).Select(value => images.Labels[0].Classes[value])
        );
        // scipy.io.loadmat(…)['X'][3, 7, 1, 50]: row 3, column 7, green, image 50.
        Assert.Equal(36, images[50][(((1 * 32) + 3) * 32) + 7]);
    }

    [Fact]
    public void Both_archives_of_CIFAR_and_the_files_of_either_give_the_same_images()
    {
        byte[] pixels = GoldenImageFiles.Cifar["pixels"];
        foreach (string kind in new[] { "python", "binary" })
        {
            string root = Directory.CreateDirectory(folder.At(kind)).FullName;
            File.WriteAllBytes(Path.Combine(root, $"cifar-10-{kind}.tar.gz"), GoldenImageFiles.Cifar[$"{kind}.tar.gz"]);
            Check(ImageDatasetRegistry.Find("cifar10").Load(Here() with { DataFolder = root }));
        }

        string loose = Directory.CreateDirectory(folder.At("loose/cifar10/cifar-10-batches-bin")).FullName;
        for (int i = 0; i < 6; i++)
        {
            byte[][] records =
            [
                .. Enumerable
                    .Range(2 * i, 2)
                    .Select(j => (byte[])[GoldenImageFiles.Cifar["labels"][j], .. pixels.AsSpan(j * 3072, 3072)]),
            ];
            string name = i < 5 ? $"data_batch_{i + 1}.bin" : "test_batch.bin";
            File.WriteAllBytes(Path.Combine(loose, name), [.. records[0], .. records[1]]);
        }

        Check(ImageDatasetRegistry.Find("cifar10").Load(Here() with { DataFolder = folder.At("loose") }));

        void Check(ImageSplits images)
        {
            Assert.Equal(pixels[..(10 * 3072)], images.Train.Pixels);
            Assert.Equal(pixels[(10 * 3072)..], images.Test!.Pixels);
            Assert.Equal(
                GoldenImageFiles.Cifar["labels"][..10],
                images.Train.Labels[0].Values.Select(label => (byte)label)
            );
        }
    }

    [Fact]
    public void House_numbers_that_SciPy_wrote_are_read()
    {
        folder.Bytes("train_32x32.mat", GoldenImageFiles.Svhn["packed"]);
        folder.Bytes("test_32x32.mat", GoldenImageFiles.Svhn["doubles"]);
        var images = ImageDatasetRegistry.Find("svhn").Load(Here());
        Assert.Equal(GoldenImageFiles.Svhn["pixels"], images.Train.Pixels);
        Assert.Equal(GoldenImageFiles.Svhn["pixels"], images.Test!.Pixels);
        Assert.Equal([1, 0, 5], images.Test.Labels[0].Values);
    }

    [Theory]
    [InlineData("chestmnist", 14)]
    [InlineData("octmnist", 1)]
    [InlineData("tissuemnist", 1)]
    [InlineData("pneumoniamnist", 1)]
    public void Medical_files_in_the_official_layout_are_read(string name, int labels)
    {
        var entry = ImageDatasetRegistry.Find(name);
        Write(name, labels, 28);
        var images = entry.Load(Here());
        Assert.Equal((3, 2, 1), (images.Train.Count, images.Validation!.Count, images.Test!.Count));
        Assert.Equal([.. Enumerable.Range(0, 28 * 28).Select(i => (byte)(i * 7))], images.Train[0].ToArray());
        Assert.Equal(labels, images.Train.Labels.Count);
        Assert.Equal(labels == 1 ? [0, 1, 0] : [0, 0, 0], images.Train.Labels[0].Values);
        Assert.Equal(labels == 1 ? entry.Classes : ["no", "yes"], images.Train.Labels[0].Classes);
        Assert.Equal(3, images.Remarks.Count);
    }

    [Fact]
    public void Medical_files_of_another_kind_are_refused()
    {
        Write("octmnist", 14, 28);
        Assert.Contains("labels (3, 14) do not belong to 3 images", Error("octmnist"), StringComparison.Ordinal);
        Write("octmnist", 1, 64);
        Assert.Contains("the images are 1×64×64 instead of 1×28×28", Error("octmnist"), StringComparison.Ordinal);
        Write("octmnist", 1, 28, label: 4);
        Assert.Contains("a label is 4, and 0 to 3 make sense", Error("octmnist"), StringComparison.Ordinal);
        folder.Bytes("octmnist.npz", GoldenImageFiles.Npz["packed"]);
        Assert.Contains("it holds no array 'train_images'", Error("octmnist"), StringComparison.Ordinal);
    }

    private string Error(string name) =>
        Assert.Throws<LikenessException>(() => ImageDatasetRegistry.Find(name).Load(Here())).Message;

    private void Write(string name, int labels, int side, byte label = 1)
    {
        var arrays = new Dictionary<string, (int[] Shape, byte[] Values)>(StringComparer.Ordinal);
        foreach (var (part, count) in new[] { ("train", 3), ("val", 2), ("test", 1) })
        {
            byte[] pixels = [.. Enumerable.Range(0, count * side * side).Select(i => (byte)(i * 7))];
            byte[] classes = [.. Enumerable.Range(0, count * labels).Select(i => (byte)(i % 2 * label))];
            arrays[$"{part}_images"] = ([count, side, side], pixels);
            arrays[$"{part}_labels"] = ([count, labels], classes);
        }

        NpzOfBytes.Write(folder.At($"{name}.npz"), arrays);
    }

    private static string Refusal(string name) =>
        Assert.Throws<LikenessException>(() => ImageDatasetRegistry.Find(name)).Message;

    private ImageSource Here() => new() { DataFolder = folder.Location, Download = null };
}
