using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// One of the MedMNIST v2 collection (Yang et al. 2023, Scientific Data 10:41): grey images of 28 × 28 in one .npz file with
/// the parts train, val and test. Checksums, classes and counts from its authors' medmnist/info.py.
/// </summary>
/// <param name="name">The file's name without its extension.</param>
/// <param name="md5">The file's checksum.</param>
/// <param name="counts">The number of images per part.</param>
/// <param name="classes">The names of the classes, or of the findings.</param>
/// <param name="several">Whether several findings may be present at once.</param>
public abstract class MedMnistDataset(
    string name,
    string md5,
    ImageCounts counts,
    IReadOnlyList<string> classes,
    bool several = false
) : IImageDataset
{
    /// <inheritdoc/>
    public ImageShape Shape => new(1, 28, 28);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => classes;

    /// <inheritdoc/>
    public bool IsMultiLabel => several;

    /// <inheritdoc/>
    public ImageCounts Counts => counts;

    /// <inheritdoc/>
    public string Folder => "medmnist";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files { get; } =
    [new($"{name}.npz", md5, null, new Uri($"https://zenodo.org/records/10519652/files/{name}.npz?download=1"))];

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed)
    {
        string path = folder.Require(Files[0]);
        var images = MedMnistFile.Read(
            path,
            (numbers, count) =>
                several
                    ? ClassLabel.Several(path, numbers, count, classes)
                    : [ClassLabel.Create(path, numbers, count, classes)]
        );
        return images.Train.Shape == Shape
            ? images
            : throw new LikenessException(
                $"{path}: the images are {images.Train.Shape} instead of {Shape} (get the file for 28 × 28 pixels)"
            );
    }
}
