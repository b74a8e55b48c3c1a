using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>Textures in words, in the first of the ten published splits. Checksum from torchvision's datasets/dtd.py.</summary>
[ImageDataset(
    "dtd",
    Title = "Describable Textures Dataset",
    Summary = "5,640 photographs of textures in 47 classes, colour, of several sizes",
    Source = "Cimpoi et al. 2014, arXiv:1311.3618, robots.ox.ac.uk/~vgg/data/dtd",
    Licence = "for research purposes only",
    AsksForConsent = true
)]
internal sealed class DescribableTextures : PictureDataset
{
    private const string Root = "dtd";

    private static readonly PublishedFile Archive = new(
        "dtd-r1.0.1.tar.gz",
        "fff73e5086ae6bdbea199a49dfb8a4c1",
        625_239_812,
        new Uri("https://www.robots.ox.ac.uk/~vgg/data/dtd/download/dtd-r1.0.1.tar.gz")
    );

    /// <inheritdoc/>
    public override ImageShape Shape => new(3, 128, 128);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } =
    [
        .. (
            "banded blotchy braided bubbly bumpy chequered cobwebbed cracked crosshatched crystalline dotted fibrous flecked freckled frilly "
            + "gauzy grid grooved honeycombed interlaced knitted lacelike lined marbled matted meshed paisley perforated pitted pleated polka-dotted "
            + "porous potholed scaly smeared spiralled sprinkled stained stratified striped studded swirly veined waffled woven wrinkled zigzagged"
        ).Split(' '),
    ];

    /// <inheritdoc/>
    public override ImageCounts Counts => new(1_880, 1_880, 1_880);

    /// <inheritdoc/>
    public override string Folder => Root;

    /// <inheritdoc/>
    public override IReadOnlyList<PublishedFile> Files => [Archive];

    /// <inheritdoc/>
    protected override bool HasSeveralSizes => true;

    private protected override IReadOnlyList<PicturePart> Parts(DatasetFolder folder)
    {
        var pictures = PublishedPictures.Open(folder, Archive, Root, "images");
        var numbers = TextLines.Indices(Classes);
        return
        [
            Part(PicturePart.Train, "labels/train1.txt"),
            Part(PicturePart.Validation, "labels/val1.txt"),
            Part(PicturePart.Test, "labels/test1.txt"),
        ];

        PicturePart Part(string name, string list) =>
            pictures.Part(
                name,
                pictures
                    .Lines(list)
                    .Select(line =>
                        (
                            pictures.Find($"images/{line}", list),
                            TextLines.ClassOf(
                                numbers,
                                line[..Math.Max(0, line.IndexOf('/', StringComparison.Ordinal))],
                                list
                            )
                        )
                    ),
                Classes
            );
    }
}
