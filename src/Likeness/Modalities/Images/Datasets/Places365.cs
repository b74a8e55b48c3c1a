using Likeness.Data.Archives;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// Scenes: the standard training set, with the validation images as test part, because the published test images have no labels. The archives have
/// images of 256 × 256. Checksums from torchvision's datasets/places365.py.
/// </summary>
[ImageDataset(
    "places365",
    Title = "Places365, standard",
    Summary = "1,839,960 photographs of 365 kinds of scenes, colour, 256 × 256",
    Source = "Zhou et al. 2017, Places: A 10 Million Image Database for Scene Recognition, places2.csail.mit.edu",
    Licence = "for research and education; the images are their owners' (places2.csail.mit.edu/download.html)",
    AsksForConsent = true
)]
internal sealed class Places365 : PictureDataset
{
    private const string Address = "http://data.csail.mit.edu/places/places365/";
    private const string Categories = "categories_places365.txt";
    private const string TestList = "places365_val.txt";

    private static readonly PublishedFile Train = File(
        "train_256_places365standard.tar",
        "53ca1c756c3d1e7809517cc47c5561c5",
        26_103_685_120
    );
    private static readonly PublishedFile Test = File("val_256.tar", "e27b17d8d44f4af9a78502beb927f808", 525_158_400);
    private static readonly PublishedFile Lists = File(
        "filelist_places365-standard.tar",
        "35a0585fee1fa656440f3ab298f8479c",
        null
    );

    /// <inheritdoc/>
    public override ImageShape Shape => new(3, 256, 256);

    /// <inheritdoc/>
    public override int ClassCount => 365;

    /// <inheritdoc/>
    public override ImageCounts Counts => new(1_803_460, 0, 36_500);

    /// <inheritdoc/>
    public override string Folder => "places365";

    /// <inheritdoc/>
    public override IReadOnlyList<PublishedFile> Files => [Train, Test, Lists];

    private protected override IReadOnlyList<PicturePart> Parts(DatasetFolder folder)
    {
        var train = PublishedPictures.Open(folder, Train, "data_256");
        var test = PublishedPictures.Open(folder, Test, "val_256");
        var lists = FileArchive.Open(folder.Require(Lists));

        // A line is /a/airfield 0; some classes have a folder more.
        string[][] categories =
        [
            .. TextLines.Split(lists.Read(Categories)).Select(line => TextLines.Fields(line, 2, Categories)),
        ];
        string[] classes = [.. categories.Select(fields => fields[0].TrimStart('/'))];
        var numbers = TextLines.Indices(classes);
        return
        [
            train.Part(
                PicturePart.Train,
                train
                    .Below("")
                    .Select(one =>
                        (one.File, TextLines.ClassOf(numbers, FolderOf(one.Path), $"{train.Archive.Place}, {one.Path}"))
                    ),
                classes
            ),
            test.Part(
                PicturePart.Test,
                TextLines
                    .Split(lists.Read(TestList))
                    .Select(line => TextLines.Fields(line, 2, TestList))
                    .Select(fields => (test.Find(fields[0], TestList), Number(fields[1], classes.Length))),
                classes
            ),
        ];
    }

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    private static int Number(string text, int classes) =>
        int.TryParse(text, out int number) && number >= 0 && number < classes
            ? number
            : throw new LikenessException(
                $"{TestList}: '{text}' is not a class from 0 to {classes - 1} (get a new copy of the file)"
            );

    private static PublishedFile File(string name, string md5, long? bytes) =>
        new(name, md5, bytes, new Uri(Address + name));
}
