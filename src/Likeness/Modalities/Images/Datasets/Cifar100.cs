using Likeness.Data.Archives;
using Likeness.Data.Downloads;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// Small photographs of a hundred classes, in twenty superclasses. The archive of binary files is downloaded; the python archive, or the extracted files
/// of either, are also read if present. Checksums: the binary archive's from cs.toronto.edu/~kriz/cifar.html.
/// </summary>
[ImageDataset(
    "cifar100",
    Title = "CIFAR-100",
    Summary = "60,000 photographs of a hundred classes in twenty superclasses, colour, 32 × 32",
    Source = "Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images, cs.toronto.edu/~kriz/cifar.html",
    Licence = "none stated by its authors; they ask to be cited"
)]
internal sealed class Cifar100 : IImageDataset
{
    private const string BinaryFolder = "cifar-100-binary";
    private const string PythonFolder = "cifar-100-python";

    private static readonly PublishedFile BinaryArchive = new(
        $"{BinaryFolder}.tar.gz",
        "03b5dce01913d631647c71ecec9e9cb8",
        168_513_733,
        new Uri($"https://www.cs.toronto.edu/~kriz/{BinaryFolder}.tar.gz")
    );

    /// <inheritdoc/>
    public ImageShape Shape => new(3, 32, 32);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; } =
    [
        .. (
            "apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle caterpillar cattle "
            + "chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house "
            + "kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange "
            + "orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea "
            + "seal shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television "
            + "tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm"
        ).Split(' '),
    ];

    /// <summary>The names of the superclasses, in order.</summary>
    public static IReadOnlyList<string> Superclasses { get; } =
    [
        .. (
            "aquatic_mammals fish flowers food_containers fruit_and_vegetables household_electrical_devices household_furniture insects "
            + "large_carnivores large_man-made_outdoor_things large_natural_outdoor_scenes large_omnivores_and_herbivores medium_mammals "
            + "non-insect_invertebrates people reptiles small_mammals trees vehicles_1 vehicles_2"
        ).Split(' '),
    ];

    /// <inheritdoc/>
    public ImageCounts Counts => new(50_000, 0, 10_000);

    /// <inheritdoc/>
    public string Folder => "cifar100";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files => [BinaryArchive];

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed)
    {
        var archive = FileArchive.Open(
            folder.FindFolder(BinaryFolder, PythonFolder) ?? folder.Require(BinaryArchive, $"{PythonFolder}.tar.gz")
        );
        return new ImageSplits(Read(archive, "train"), Test: Read(archive, "test"));
    }

    private ImageSet Read(FileArchive archive, string part)
    {
        string[] names = [$"{BinaryFolder}/{part}.bin", $"{PythonFolder}/{part}", $"{part}.bin", part];
        string name = Array.Find(names, one => archive.Find(one) >= 0) ?? names[0];
        byte[] file = archive.Read(name);
        try
        {
            // A record is the superclass, the class, the image.
            var (labels, pixels) = CifarRecords.Parse(
                file,
                ("coarse_labels", Superclasses.Count),
                ("fine_labels", Classes.Count)
            );
            return new ImageSet(
                Shape,
                pixels,
                [
                    new ImageLabel(ClassLabel.Name, Classes, [.. labels[1].Select(label => (int)label)]),
                    new ImageLabel("superclass", Superclasses, [.. labels[0].Select(label => (int)label)]),
                ]
            );
        }
        catch (FormatException error)
        {
            throw new LikenessException(
                $"{archive.PathOf(name)}: this is not a valid CIFAR-100 file: {error.Message} (get a new copy of the file)",
                error
            );
        }
    }
}
