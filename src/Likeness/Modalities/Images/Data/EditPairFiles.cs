using Likeness.Data;
using Likeness.Data.Archives;
using Likeness.Data.Csv;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Reads a folder of pairs for edits by words: pictures in <c>before</c> and in <c>after</c> with equal names, and <c>words.csv</c> with a line
/// <c>name,word</c> for each, after a line of column names.
/// </summary>
internal static class EditPairFiles
{
    private const string Before = "before";
    private const string After = "after";
    private const string Words = "words.csv";

    /// <summary>Whether a folder holds pairs.</summary>
    public static bool Are(string path) => File.Exists(Path.Combine(path, Words));

    /// <summary>The pictures after the edits with their words, and those before; all are training images.</summary>
    /// <exception cref="LikenessException">A picture or a word is missing, or pictures are of different sizes.</exception>
    public static ImageSplits Load(string path, PictureRequest request)
    {
        var words = ReadWords(Path.Combine(path, Words));
        // Classes and a part are chosen from the pairs afterwards.
        var (before, names) = Load(path, Before, words, request with { Classes = [], MaxCount = null, Skips = false });
        var (after, _) = Load(path, After, words, request with { Classes = [], MaxCount = null, Skips = false });
        ImageColour? colour = before.Shape.Channels == after.Shape.Channels ? null : ImageColour.Rgb;
        (before, after) = (colour.Apply(before), colour.Apply(after));
        if (before.Shape != after.Shape)
        {
            throw new LikenessException(
                $"{path}: the pictures before are {before.Shape} and those after {after.Shape} (give pictures of one size, or --size)"
            );
        }

        string[] known = [.. words.Values.Distinct().Order(StringComparer.Ordinal)];
        int[] values = [.. names.Select(name => Array.IndexOf(known, words[name]))];
        var label = new ImageLabel(Datasets.ClassLabel.Name, known, values);
        return new ImageSplits(
            new ImageSet(after.Shape, after.Pixels, [label]) { Before = before, Unpadded = after.Unpadded }
        );
    }

    private static (ImageSet Images, string[] Names) Load(
        string path,
        string folder,
        Dictionary<string, string> words,
        PictureRequest request
    )
    {
        string place = Path.Combine(path, folder);
        if (!Directory.Exists(place))
        {
            throw new LikenessException($"{path}: there is no folder '{folder}' beside {Words} (pairs have both)");
        }

        var part = PictureLayout.Parts(FileArchive.Open(place))[0];
        if (part.Labels.Count > 0)
        {
            throw new LikenessException($"{place}: the pictures lie in folders (put them beside each other)");
        }

        var files = part.Files.OrderBy(file => Name(part, file), StringComparer.Ordinal).ToArray();
        string[] names = [.. files.Select(file => Name(part, file))];
        string[] odd = [.. names.Except(words.Keys), .. words.Keys.Except(names)];
        return odd.Length == 0
            ? (new PictureLoader(request).Load([part with { Files = files }]).Train, names)
            : throw new LikenessException(
                $"{place}: '{odd[0]}' is not both a picture here and a name in {Words} (give each name both pictures and a word)"
            );
    }

    private static string Name(PicturePart part, int file) => Path.GetFileName(part.Archive.Files[file].Name);

    private static Dictionary<string, string> ReadWords(string path)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] row in CsvLines.Read(TextFile.Open(path), CsvDialect.Default))
        {
            string line = string.Join(',', row);
            if (row.Length != 2 || string.IsNullOrWhiteSpace(row[1]) || !words.TryAdd(row[0].Trim(), row[1].Trim()))
            {
                throw new LikenessException(
                    $"{path}: '{ControlCharacters.Replace(line)}' is no line of a new name and a word (give lines such as 0001.png,red)"
                );
            }
        }

        return words;
    }
}
