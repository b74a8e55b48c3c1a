using Likeness.Data.Archives;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>
/// Finds the parts and classes of a user's pictures: folders <c>train</c>, <c>test</c> and <c>val</c> (or <c>validation</c>), in any letter case, are parts,
/// other folders are classes. Other files are skipped, except pictures of kinds that are not read: their decoding says so.
/// </summary>
internal sealed class PictureLayout
{
    private static readonly StringComparer AnyCase = StringComparer.OrdinalIgnoreCase;
    private static readonly string[] ValidationNames = ["val", "validation"];
    private static readonly string[] PartNames = ["train", "test", .. ValidationNames];
    private static readonly string[] Readable = [".png", ".jpg", ".jpeg"];
    private static readonly string[] Refused =
    [
        ".gif",
        ".bmp",
        ".webp",
        ".tif",
        ".tiff",
        ".heic",
        ".avif",
        ".jp2",
        ".ppm",
        ".pgm",
    ];

    private readonly FileArchive archive;
    private readonly FileTree tree;

    private PictureLayout(FileArchive archive) => (this.archive, tree) = (archive, new FileTree(archive));

    /// <summary>The parts of a folder or archive; the first one is the training part.</summary>
    /// <exception cref="LikenessException">
    /// It, or a class, has no pictures; a class is not in all parts; a folder lies within a class.
    /// </exception>
    public static IReadOnlyList<PicturePart> Parts(FileArchive archive)
    {
        var layout = new PictureLayout(archive);
        string root = archive is FolderFiles ? "" : layout.Root();
        string[] there = layout.tree.Folders(root);
        if (Named("train").Length != 1 || there.Except(PartNames, AnyCase).Any())
        {
            return [layout.Part(PicturePart.Train, root)];
        }

        var train = layout.Part(PicturePart.Train, $"{root}{Named("train")[0]}/");
        var parts = new List<PicturePart> { train };
        string[] tests = Named("test");
        foreach (string name in ValidationNames.SelectMany(Named).Take(1).Concat(tests))
        {
            string folder = $"{root}{name}/";
            var part = layout.Part(tests.Contains(name) ? PicturePart.Test : PicturePart.Validation, folder);
            string[] other = [.. Classes(part).Except(Classes(train)), .. Classes(train).Except(Classes(part))];
            parts.Add(
                other.Length == 0
                    ? part
                    : throw new LikenessException(
                        $"{archive.PathOf(folder)}: the class '{other[0]}' is not in both this part and in train (give both the same folders)"
                    )
            );
        }

        return parts;

        string[] Named(string name) => [.. there.Where(one => AnyCase.Equals(one, name))];
    }

    /// <summary>Whether a name is that of a picture that is read.</summary>
    public static bool IsPicture(string name) => HasExtension(name, Readable);

    // Archives usually have one folder around everything.
    private string Root()
    {
        string root = "";
        while (
            tree.Folders(root) is [var one] && !PartNames.Contains(one, AnyCase) && !tree.Files(root).Any(IsReadable)
        )
        {
            root = $"{root}{one}/";
        }

        return root;
    }

    private PicturePart Part(string name, string folder)
    {
        string[] classes = tree.Folders(folder);
        if (classes.Length == 0)
        {
            string whole = archive is FolderFiles ? "the folder has" : "the archive has";
            string lack = folder.Length == 0 || tree.Files(folder).Count > 0 ? whole : "the part has";
            return new PicturePart(name, archive, In(folder, lack), []);
        }

        int[] loose = [.. tree.Files(folder).Where(IsReadable)];
        int[][] files = [.. classes.Select(one => In($"{folder}{one}/", "the class has"))];
        int[] labels =
        [
            .. loose.Select(_ => 0),
            .. files.SelectMany((one, index) => Enumerable.Repeat(index, one.Length)),
        ];
        return new PicturePart(
            name,
            archive,
            [.. loose, .. files.SelectMany(one => one)],
            [new ImageLabel(Datasets.ClassLabel.Name, classes, labels)]
        )
        {
            Loose = loose.ToHashSet(),
        };
    }

    private int[] In(string folder, string lack)
    {
        if (tree.Folders(folder) is [var inner, ..])
        {
            throw new LikenessException(
                $"{archive.PathOf($"{folder}{inner}/")}: a folder within a class is not read (move its files up, or it beside the classes)"
            );
        }

        int[] found = [.. tree.Files(folder).Where(file => IsReadable(file) || IsRefused(file))];
        return found.Length > 0
            ? found
            : throw new LikenessException(
                $"{archive.PathOf(folder)}: {lack} no PNG or JPEG pictures (add some, or remove the folder)"
            );
    }

    private bool IsRefused(int file) => HasExtension(archive.Files[file].Name, Refused);

    private bool IsReadable(int file) => IsPicture(archive.Files[file].Name);

    private static IReadOnlyList<string> Classes(PicturePart part) =>
        part.Labels.Count > 0 ? part.Labels[0].Classes : [];

    private static bool HasExtension(string name, string[] extensions) =>
        extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
