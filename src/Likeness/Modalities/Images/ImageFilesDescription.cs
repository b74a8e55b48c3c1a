using Likeness.Data;
using Likeness.Data.Archives;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>The description of files of images: number, sizes and channels of each part and class, and what a training makes of them.</summary>
internal static class ImageFilesDescription
{
    /// <summary>Describes the images of a source.</summary>
    /// <param name="source">The files.</param>
    /// <param name="side">The size that a training resizes to; 0 for none.</param>
    public static DataDescription Create(DataSource source, int side)
    {
        var background = PictureBackground.Parse(source.Background);
        if (source.Files is not [var path] || !ImageFiles.IsPictures(path) || EditPairFiles.Are(path))
        {
            var images = source.LoadImages();
            int count = 0;
            var (rows, sizes) = (new List<IReadOnlyList<string>>(), new HashSet<ImageShape>());
            foreach (var (name, part) in images.Parts())
            {
                sizes.Add(part.Shape);
                rows.AddRange(Rows(name, part.Labels, [.. Enumerable.Repeat<ImageShape?>(part.Shape, part.Count)]));
                count += part.Count;
            }

            return Describe(rows, sizes, count, side, source.Fit) with
            {
                Remarks = images.Remarks,
            };
        }

        return OfPictures(path, side, source.Fit, background);
    }

    private static DataDescription OfPictures(string path, int side, ImageFit? fit, PictureBackground background)
    {
        var request = new PictureRequest { Skips = true, Background = background };
        var (rows, sizes) = (new List<IReadOnlyList<string>>(), new HashSet<ImageShape>());
        var remarks = new List<string>();
        bool hasTransparent = false;
        int count = 0;
        foreach (var part in PictureLayout.Parts(FileArchive.Open(path)))
        {
            var reading = new PictureReading(part, request);
            var shapes = new ImageShape?[part.Files.Count];
            reading.Decode(shape: null, (index, picture) => shapes[index] = picture.Shape);
            sizes.UnionWith(shapes.OfType<ImageShape>());
            count += shapes.OfType<ImageShape>().Count();
            rows.AddRange(Rows(part.Name, part.Labels, shapes));
            remarks.AddRange(FilesDescription.Remarks(reading.Unreadable, part.Files.Count));
            hasTransparent |= reading.HasTransparent;
        }

        var description = Describe(rows, sizes, count, side, fit);
        return description with
        {
            Lines =
            [
                .. description.Lines,
                .. hasTransparent ? [$"transparent pixels show {background} (--background)"] : Array.Empty<string>(),
            ],
            Remarks = remarks,
        };
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(
        string part,
        IReadOnlyList<ImageLabel> labels,
        ImageShape?[] shapes
    )
    {
        if (labels.Count == 0)
        {
            yield return Row(part, "", shapes);
            yield break;
        }

        for (int number = 0; number < labels[0].Classes.Count; number++)
        {
            yield return Row(
                part,
                labels[0].Classes[number],
                [.. shapes.Where((_, index) => labels[0].Values[index] == number)]
            );
        }
    }

    private static string[] Row(string part, string className, ImageShape?[] shapes)
    {
        ImageShape[] read = [.. shapes.OfType<ImageShape>()];
        ImageShape[] sizes =
        [
            .. read.Select(shape => shape with { Channels = 1 }).Distinct().OrderBy(shape => shape.Length),
        ];
        int grey = read.Count(shape => shape.Channels == 1);
        return
        [
            part,
            className,
            Numeral.Whole(read.Length),
            sizes.Length == 0 ? ""
            : sizes.Length == 1 ? Size(sizes[0])
            : $"{Size(sizes[0])} to {Size(sizes[^1])}, {sizes.Length} sizes",
            read.Length == 0 ? ""
            : grey == 0 ? "colour"
            : grey == read.Length ? "grey"
            : $"{Numeral.Whole(grey)} grey, {Numeral.Whole(read.Length - grey)} colour",
        ];
    }

    private static string Size(ImageShape shape) => $"{shape.Width}×{shape.Height}";

    private static DataDescription Describe(
        List<IReadOnlyList<string>> rows,
        HashSet<ImageShape> sizes,
        int count,
        int side,
        ImageFit? fit
    )
    {
        var size = new PictureSize(side, fit ?? ImageFit.Crop);
        ImageShape[] different = [.. sizes.Select(shape => shape with { Channels = 1 }).Distinct()];
        ImageFit?[] ways = [.. different.Select(shape => size.For(shape)?.Fit).Distinct()];
        string square = $"{side}×{side}";
        string line =
            different.Length == 0 ? "none of them can be read"
            : ways is [null] ? "a training keeps the size"
            : ways is [ImageFit.Pad] && different.Length == 1
                ? $"a training pads them to {square}, and samples are {Size(different[0])} again (--size, --fit)"
            : $"a training makes them {square} (--size, --fit)";
        bool isOnePart = rows.Select(row => row[0]).Distinct().Count() == 1;
        return new DataDescription
        {
            Table = FilesDescription.Table(
                ["Part", "Class", "#Images", "Width × height", "Channels"],
                isOnePart ? [.. rows.Select(row => (IReadOnlyList<string>)["", .. row.Skip(1)])] : rows
            ),
            Lines = [line, .. ImageRecipes.Few(count) is { } few ? [few] : Array.Empty<string>()],
        };
    }
}
