using Likeness.Data.Archives;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// The photographs of the ILSVRC 2012 challenge, from its tar archives or from a folder with <c>train</c> and <c>val</c>, as scripts or Kaggle's archive
/// make it. Classes are sorted WordNet identifiers; the devkit's own numbers are others. The validation images are the test part, because the
/// published test images have no labels. Checksums from torchvision's datasets/imagenet.py.
/// </summary>
[ImageDataset(
    "imagenet",
    Title = "ImageNet, ILSVRC 2012",
    Summary = "1,331,167 photographs of a thousand classes, colour, of several sizes",
    Source = "Russakovsky et al. 2015, arXiv:1409.0575, image-net.org",
    Licence = "non-commercial research and education only, after registration (image-net.org/download.php)"
)]
internal sealed class ImageNet : PictureDataset
{
    private const string Solutions = "LOC_val_solution.csv";

    private static readonly Uri Page = new("https://image-net.org/download.php");

    private static readonly PublishedFile Train = ByHand(
        "ILSVRC2012_img_train.tar",
        "1d675b47d978889d74fa0da5fadfb00e",
        147_897_477_120,
        "train"
    );
    private static readonly PublishedFile Validation = ByHand(
        "ILSVRC2012_img_val.tar",
        "29b22e2961454d5413ddabcf34fc5622",
        6_744_924_160,
        "val"
    );
    private static readonly PublishedFile Devkit = ByHand(
        "ILSVRC2012_devkit_t12.tar.gz",
        "fa75699e90414af021442c21a62c3abf",
        null
    );

    /// <inheritdoc/>
    public override ImageShape Shape => new(3, 64, 64);

    /// <inheritdoc/>
    public override int ClassCount => 1000;

    /// <inheritdoc/>
    public override ImageCounts Counts => new(1_281_167, 0, 50_000);

    /// <inheritdoc/>
    public override string Folder => "imagenet";

    /// <inheritdoc/>
    public override IReadOnlyList<PublishedFile> Files => [Train, Validation, Devkit];

    /// <inheritdoc/>
    protected override bool HasSeveralSizes => true;

    private protected override IReadOnlyList<PicturePart> Parts(DatasetFolder folder)
    {
        var train = Open(folder, Train);
        var test = Open(folder, Validation);
        var pictures = train.Below("").ToArray();
        string[] classes = [.. pictures.Select(one => Wnid(one.Path)).Distinct().Order(StringComparer.Ordinal)];
        var numbers = TextLines.Indices(classes);
        return
        [
            train.Part(PicturePart.Train, pictures.Select(one => (one.File, numbers[Wnid(one.Path)])), classes),
            test.Part(PicturePart.Test, Labelled(folder, test, numbers), classes),
        ];
    }

    // Images lie in folders of their classes, or have labels in Kaggle's list, or in the devkit.
    private static IEnumerable<(int File, int Class)> Labelled(
        DatasetFolder folder,
        PublishedPictures test,
        IReadOnlyDictionary<string, int> numbers
    )
    {
        var pictures = test.Below("").ToArray();
        if (Array.TrueForAll(pictures, one => one.Path.Contains('/', StringComparison.Ordinal)))
        {
            return pictures.Select(one => (one.File, TextLines.ClassOf(numbers, Wnid(one.Path), test.Archive.Place)));
        }

        string list = folder.Find(Solutions) ?? Devkit.Name;
        var wnids =
            list == Devkit.Name
                ? ImageNetDevkit.ValidationLabels(FileArchive.Open(folder.Require(Devkit)))
                : ImageNetDevkit.KaggleLabels(list);
        return pictures.Select(one =>
            (
                one.File,
                wnids.TryGetValue(Path.GetFileNameWithoutExtension(one.Path), out string? wnid)
                    ? TextLines.ClassOf(numbers, wnid, list)
                    : throw new LikenessException($"{list}: it has no label of {one.Path} (get a new copy of the file)")
            )
        );
    }

    private static PublishedPictures Open(DatasetFolder folder, PublishedFile file) =>
        new(FileArchive.Open(folder.FindFolder(file.Extracted) ?? folder.Require(file)), "");

    private static string Wnid(string path) => path[..Math.Max(0, path.IndexOf('/', StringComparison.Ordinal))];

    private static PublishedFile ByHand(string name, string md5, long? bytes, params string[] extracted) =>
        new(name, md5, bytes, Page)
        {
            IsByHand = true,
            Extracted = [.. extracted, .. extracted.Select(one => Path.Combine("ILSVRC", "Data", "CLS-LOC", one))],
        };
}
