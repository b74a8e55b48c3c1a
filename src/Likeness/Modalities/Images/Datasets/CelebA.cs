using Likeness.Data;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// Faces of celebrities, aligned, in the published partition, with forty attributes. Its host gives the files to browsers only. Checksums from
/// torchvision's datasets/celeba.py.
/// </summary>
[ImageDataset(
    "celeba",
    Title = "CelebA, aligned and cropped",
    Summary = "202,599 faces with forty attributes, colour, 218 × 178",
    Source = "Liu et al. 2015, arXiv:1411.7766, mmlab.ie.cuhk.edu.hk/projects/CelebA.html",
    Licence = "for non-commercial research purposes only"
)]
internal sealed class CelebA : PictureDataset
{
    private const string Root = "img_align_celeba";

    private static readonly Uri Page = new("https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html");
    private static readonly string[] PartNames = [PicturePart.Train, PicturePart.Validation, PicturePart.Test];

    private static readonly PublishedFile Archive = ByHand(
        $"{Root}.zip",
        "00d2c5bc6d35e252742224ab0c1e8fcb",
        1_443_490_838,
        Root
    );
    private static readonly PublishedFile Partition = ByHand(
        "list_eval_partition.txt",
        "d32c9cbf5e040fd4025c592c306e6668",
        null
    );
    private static readonly PublishedFile Attributes = ByHand(
        "list_attr_celeba.txt",
        "75e246fa4810816ffd6ee81facbd244c",
        null
    );

    /// <inheritdoc/>
    public override ImageShape Shape => new(3, 218, 178);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } =
    [
        .. (
            "5_o_Clock_Shadow Arched_Eyebrows Attractive Bags_Under_Eyes Bald Bangs Big_Lips Big_Nose Black_Hair Blond_Hair Blurry Brown_Hair "
            + "Bushy_Eyebrows Chubby Double_Chin Eyeglasses Goatee Gray_Hair Heavy_Makeup High_Cheekbones Male Mouth_Slightly_Open Mustache "
            + "Narrow_Eyes No_Beard Oval_Face Pale_Skin Pointy_Nose Receding_Hairline Rosy_Cheeks Sideburns Smiling Straight_Hair Wavy_Hair "
            + "Wearing_Earrings Wearing_Hat Wearing_Lipstick Wearing_Necklace Wearing_Necktie Young"
        ).Split(' '),
    ];

    /// <inheritdoc/>
    public override bool IsMultiLabel => true;

    /// <inheritdoc/>
    public override ImageCounts Counts => new(162_770, 19_867, 19_962);

    /// <inheritdoc/>
    public override string Folder => "celeba";

    /// <inheritdoc/>
    public override IReadOnlyList<PublishedFile> Files => [Archive, Partition, Attributes];

    private protected override IReadOnlyList<PicturePart> Parts(DatasetFolder folder)
    {
        var pictures = PublishedPictures.Open(folder, Archive, Root);
        string[] partition = TextLines.Split(InputFile.ReadAllBytes(folder.Require(Partition)));
        var attributes = ReadAttributes(folder.Require(Attributes));
        var members = partition
            .Select(line => TextLines.Fields(line, 2, Partition.Name))
            .ToLookup(fields => fields[1], fields => fields[0], StringComparer.Ordinal);
        return
        [
            .. PartNames
                .Select((name, index) => Part(pictures, name, [.. members[$"{index}"]], attributes))
                .Where(part => part.Files.Count > 0),
        ];
    }

    private PicturePart Part(
        PublishedPictures pictures,
        string name,
        string[] members,
        Dictionary<string, ulong> attributes
    )
    {
        ulong[] bits =
        [
            .. members.Select(member =>
                attributes.TryGetValue(member, out ulong found)
                    ? found
                    : throw new LikenessException(
                        $"{Attributes.Name}: it has no line of {member}, which {Partition.Name} names (get a new copy of the file)"
                    )
            ),
        ];
        return new PicturePart(
            name,
            pictures.Archive,
            [.. members.Select(member => pictures.Find(member, Partition.Name))],
            [
                .. Classes.Select(
                    (attribute, column) =>
                        new ImageLabel(attribute, ["no", "yes"], [.. bits.Select(row => (int)((row >> column) & 1))])
                ),
            ]
        );
    }

    // The number of images, the names of the attributes, then a line for each image: its name, and 1 or -1 for each attribute. A bit is an attribute.
    private Dictionary<string, ulong> ReadAttributes(string path)
    {
        string[] lines = TextLines.Split(InputFile.ReadAllBytes(path));
        if (lines.Length < 2 || !lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(Classes))
        {
            throw new LikenessException(
                $"{path}: its second line does not name the {Classes.Count} attributes (get a new copy of the file)"
            );
        }

        var found = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (string line in lines.Skip(2))
        {
            string[] fields = TextLines.Fields(line, Classes.Count + 1, Attributes.Name);
            ulong bits = 0;
            for (int i = 0; i < Classes.Count; i++)
            {
                bits |= fields[i + 1] == "1" ? 1UL << i : 0;
            }

            found[fields[0]] = bits;
        }

        return found;
    }

    private static PublishedFile ByHand(string name, string md5, long? bytes, params string[] extracted) =>
        new(name, md5, bytes, Page) { IsByHand = true, Extracted = extracted };
}
