using Likeness.Data.Downloads;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// Grey images of 28 × 28 in ten classes, in four IDX files that have the same names since LeCun, Cortes and Burges published
/// MNIST: 60,000 training and 10,000 test images.
/// </summary>
/// <param name="folder">The folder's name.</param>
/// <param name="classes">The names of the classes.</param>
/// <param name="addresses">Base addresses of the files, in order of preference.</param>
/// <param name="sums">MD5 checksums and lengths of the training images and labels, and the test images and labels.</param>
public abstract class IdxDataset(
    string folder,
    IReadOnlyList<string> classes,
    IReadOnlyList<string> addresses,
    IReadOnlyList<(string Md5, long Bytes)> sums
) : IImageDataset
{
    private const string Packed = ".gz";

    private static readonly string[] Names =
    [
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte.gz",
        "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz",
    ];

    /// <inheritdoc/>
    public ImageShape Shape => new(1, 28, 28);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => classes;

    /// <inheritdoc/>
    public ImageCounts Counts => new(60_000, 0, 10_000);

    /// <inheritdoc/>
    public string Folder => folder;

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files { get; } =
    [
        .. Names.Zip(
            sums,
            (name, sum) =>
                new PublishedFile(name, sum.Md5, sum.Bytes, [.. addresses.Select(start => new Uri(start + name))])
        ),
    ];

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed)
    {
        string[] paths = [.. Files.Select(file => folder.Require(file, file.Name[..^Packed.Length]))];
        return new ImageSplits(Read(paths[0], paths[1]), Test: Read(paths[2], paths[3]));
    }

    private ImageSet Read(string images, string labels)
    {
        var pixels = IdxReader.Read(images);
        if (pixels.Shape is not [> 0 and var count, 28, 28])
        {
            throw new LikenessException(
                $"{images}: the file holds an array {pixels.ShapeText} instead of images (N, 28, 28) (get a new copy of the file)"
            );
        }

        var classOf = IdxReader.Read(labels);
        return new ImageSet(Shape, pixels.Values, [ClassLabel.Create(labels, classOf, count, Classes)]);
    }
}
