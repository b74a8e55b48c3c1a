using System.Globalization;
using Likeness.Data;
using Likeness.Data.Archives;
using Likeness.Interop;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>The labels of ImageNet's validation images: WordNet identifiers by the images' names without extension.</summary>
internal static class ImageNetDevkit
{
    private const string Folder = "ILSVRC2012_devkit_t12/data/";
    private const string Truth = $"{Folder}ILSVRC2012_validation_ground_truth.txt";
    private const string Meta = $"{Folder}meta.mat";

    /// <summary>The labels of the devkit: a number for each image, which meta.mat maps to identifiers. The numbers are not those of the sorted identifiers.</summary>
    /// <exception cref="LikenessException">A file is missing or damaged.</exception>
    public static IReadOnlyDictionary<string, string> ValidationLabels(FileArchive devkit)
    {
        var synsets = Synsets(devkit);
        string[] lines = TextLines.Split(devkit.Read(Truth));
        return lines
            .Select(
                (line, i) =>
                    (
                        Name: string.Create(CultureInfo.InvariantCulture, $"ILSVRC2012_val_{i + 1:00000000}"),
                        Wnid: int.TryParse(line, CultureInfo.InvariantCulture, out int id)
                        && synsets.TryGetValue(id, out string? wnid)
                            ? wnid
                            : throw new LikenessException(
                                $"{devkit.PathOf(Truth)}, line {i + 1}: '{line}' is not a class of meta.mat (get a new copy of the file)"
                            )
                    )
            )
            .ToDictionary(label => label.Name, label => label.Wnid, StringComparer.Ordinal);
    }

    /// <summary>The labels of Kaggle's list: lines <c>ILSVRC2012_val_00000001,n01751748 …</c> below a header.</summary>
    /// <exception cref="LikenessException">A line has another form.</exception>
    public static IReadOnlyDictionary<string, string> KaggleLabels(string path) =>
        TextLines
            .Split(InputFile.ReadAllBytes(path))
            .Skip(1)
            .Select(line => TextLines.Fields(line.Replace(',', ' '), 2, path))
            .ToDictionary(fields => fields[0], fields => fields[1], StringComparer.Ordinal);

    private static Dictionary<int, string> Synsets(FileArchive devkit)
    {
        try
        {
            var found = new Dictionary<int, string>();
            foreach (var synset in MatStructs.Read(devkit.Read(Meta)))
            {
                if (
                    synset.GetValueOrDefault("ILSVRC2012_ID") is { } id
                    && synset.GetValueOrDefault("WNID") is string wnid
                )
                {
                    found[Convert.ToInt32(id, CultureInfo.InvariantCulture)] = wnid;
                }
            }

            return found.Count > 0 ? found : throw new FormatException("it has no ILSVRC2012_ID and WNID");
        }
        catch (Exception error)
            when (error is FormatException or InvalidDataException or ArgumentException or OverflowException)
        {
            throw new LikenessException(
                $"{devkit.PathOf(Meta)}: this is not a valid MATLAB file: {error.Message.TrimEnd('.')} (get a new copy of the file)",
                error
            );
        }
    }
}
