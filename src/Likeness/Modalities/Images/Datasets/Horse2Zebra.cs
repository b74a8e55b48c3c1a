using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>Two kinds of photographs without pairs, for translation. Checksum from TensorFlow Datasets' url_checksums/cycle_gan.txt.</summary>
[ImageDataset(
    "horse2zebra",
    Title = "Horse2Zebra",
    Summary = "2,661 photographs of horses and zebras, colour, 256 × 256",
    Source = "Zhu et al. 2017, arXiv:1703.10593, from ImageNet (Russakovsky et al. 2015, arXiv:1409.0575)",
    Licence = "ImageNet's terms of access: non-commercial research and education only (image-net.org/download.php)",
    AsksForConsent = true
)]
internal sealed class Horse2Zebra : PictureDataset
{
    private const string Root = "horse2zebra";

    private static readonly PublishedFile Archive = new(
        $"{Root}.zip",
        "",
        116_867_962,
        new Uri($"http://efrosgans.eecs.berkeley.edu/cyclegan/datasets/{Root}.zip")
    )
    {
        Sha256 = "a74d9d392eecca9966b51287a76ca126af473d9de4f3e8fc0e9cda08fa1730a1",
    };

    /// <inheritdoc/>
    public override ImageShape Shape => new(3, 256, 256);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["horse", "zebra"];

    /// <inheritdoc/>
    public override ImageCounts Counts => new(1_067 + 1_334, 0, 120 + 140);

    /// <inheritdoc/>
    public override string Folder => Root;

    /// <inheritdoc/>
    public override IReadOnlyList<PublishedFile> Files => [Archive];

    private protected override IReadOnlyList<PicturePart> Parts(DatasetFolder folder)
    {
        var pictures = PublishedPictures.Open(folder, Archive, Root, "trainA");
        return [Part(PicturePart.Train), Part(PicturePart.Test)];

        // Folders trainA and testA hold horses, trainB and testB zebras.
        PicturePart Part(string name) =>
            pictures.Part(
                name,
                Classes.SelectMany(
                    (_, index) => pictures.Below($"{name}{"AB"[index]}/").Select(one => (one.File, index))
                ),
                Classes
            );
    }
}
