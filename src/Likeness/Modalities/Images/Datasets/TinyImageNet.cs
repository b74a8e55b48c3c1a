using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// A tenth of ImageNet in small. Classes are the sorted WordNet identifiers of the folders, not the order of <c>wnids.txt</c>. The published validation
/// images are the test part, because the published test images have no labels. The checksum is that of users, since none is published.
/// </summary>
[ImageDataset(
    "tiny-imagenet",
    Title = "Tiny ImageNet",
    Summary = "110,000 photographs of 200 of ImageNet's classes, colour, 64 × 64",
    Source = "Stanford CS231N 2015, cs231n.stanford.edu, from Russakovsky et al. 2015, arXiv:1409.0575",
    Licence = "ImageNet's terms of access: non-commercial research and education only (image-net.org/download.php)",
    AsksForConsent = true
)]
internal sealed class TinyImageNet : PictureDataset
{
    private const string Root = "tiny-imagenet-200";
    private const string Annotations = "val/val_annotations.txt";

    private static readonly PublishedFile Archive = new(
        $"{Root}.zip",
        "90528d7ca1a48142e341f4ef8d21d0de",
        248_100_043,
        new Uri($"http://cs231n.stanford.edu/{Root}.zip")
    );

    /// <inheritdoc/>
    public override ImageShape Shape => new(3, 64, 64);

    /// <inheritdoc/>
    public override int ClassCount => 200;

    /// <inheritdoc/>
    public override ImageCounts Counts => new(100_000, 0, 10_000);

    /// <inheritdoc/>
    public override string Folder => "tiny-imagenet";

    /// <inheritdoc/>
    public override IReadOnlyList<PublishedFile> Files => [Archive];

    private protected override IReadOnlyList<PicturePart> Parts(DatasetFolder folder)
    {
        var pictures = PublishedPictures.Open(folder, Archive, Root, "train");
        var train = pictures.Below("train/").ToArray();
        string[] classes = [.. train.Select(one => Wnid(one.Path)).Distinct().Order(StringComparer.Ordinal)];
        var numbers = TextLines.Indices(classes);
        return
        [
            pictures.Part(PicturePart.Train, train.Select(one => (one.File, numbers[Wnid(one.Path)])), classes),
            pictures.Part(PicturePart.Test, Test(pictures, numbers), classes),
        ];
    }

    private static IEnumerable<(int File, int Class)> Test(
        PublishedPictures pictures,
        IReadOnlyDictionary<string, int> numbers
    )
    {
        foreach (string line in pictures.Lines(Annotations))
        {
            string[] fields = TextLines.Fields(line, 2, Annotations);
            yield return (
                pictures.Find($"val/images/{fields[0]}", Annotations),
                TextLines.ClassOf(numbers, fields[1], Annotations)
            );
        }
    }

    private static string Wnid(string path) => path[..path.IndexOf('/', StringComparison.Ordinal)];
}
