using Likeness.Data.Downloads;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// Small photographs. The archive of binary files is downloaded, because its format is simpler; the python archive, or the files of
/// either, are also read if present. Checksums: the binary archive's from cs.toronto.edu/~kriz/cifar.html.
/// </summary>
[ImageDataset(
    "cifar10",
    Title = "CIFAR-10",
    Summary = "60,000 photographs of animals and vehicles, colour, 32 × 32",
    Source = "Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images, cs.toronto.edu/~kriz/cifar.html",
    Licence = "none stated by its authors; they ask to be cited"
)]
public sealed class Cifar10 : IImageDataset
{
    private const string PythonArchive = "cifar-10-python.tar.gz";

    private static readonly PublishedFile BinaryArchive = new(
        "cifar-10-binary.tar.gz",
        "c32a1d4ab5d03f1284b67883e8d87530",
        170_052_171,
        new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")
    );

    /// <inheritdoc/>
    public ImageShape Shape => new(3, 32, 32);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; } =
    ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <inheritdoc/>
    public ImageCounts Counts => new(50_000, 0, 10_000);

    /// <inheritdoc/>
    public string Folder => "cifar10";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files => [BinaryArchive];

    /// <inheritdoc/>
    /// <remarks>If only some of the training files exist, those are read.</remarks>
    public ImageSplits Load(DatasetFolder folder, ulong seed)
    {
        string[] train = [.. CifarArchive.TrainFiles.Select(name => Unpacked(folder, name)).OfType<string>()];
        bool unpacked = folder.Find(BinaryArchive.Name, PythonArchive) is null && train.Length > 0;
        if (unpacked && Unpacked(folder, CifarArchive.TestFile) is { } test)
        {
            return new ImageSplits(Images(train.Select(CifarBatch.Read)), Test: Images([CifarBatch.Read(test)]));
        }

        var batches = CifarArchive.Read(folder.Require(BinaryArchive, PythonArchive));
        return new ImageSplits(
            Images(CifarArchive.TrainFiles.Select(name => batches[name])),
            Test: Images([batches[CifarArchive.TestFile]])
        );
    }

    private static string? Unpacked(DatasetFolder folder, string name) =>
        folder.Find(
            Path.Combine("cifar-10-batches-bin", $"{name}.bin"),
            $"{name}.bin",
            Path.Combine("cifar-10-batches-py", name),
            name
        );

    private ImageSet Images(IEnumerable<CifarBatch> batches)
    {
        var all = batches.ToArray();
        int[] labels = [.. all.SelectMany(batch => batch.Labels).Select(label => (int)label)];
        var pixels = new byte[all.Sum(batch => batch.Pixels.Length)];
        int place = 0;
        foreach (var batch in all)
        {
            batch.Pixels.CopyTo(pixels, place);
            place += batch.Pixels.Length;
        }

        return new ImageSet(Shape, pixels, [new ImageLabel(ClassLabel.Name, Classes, labels)]);
    }
}
