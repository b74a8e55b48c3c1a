using Likeness.Interop;

namespace Likeness.Data.Images;

/// <summary>
/// Reads a folder of PNG and JPEG pictures: each folder in it is a class, by name; without such folders the pictures have no
/// classes. Files of other kinds are passed over, except pictures that cannot be read here.
/// </summary>
internal static class ImageFolder
{
    private static readonly string[] Readable = [".png", ".jpg", ".jpeg"];
    private static readonly string[] OtherPictures =
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

    /// <summary>Reads all pictures, one at a time, into one array.</summary>
    /// <exception cref="LikenessException">
    /// The folder or a class is empty, a picture cannot be read, is of another size, or all take more than 1 GiB.
    /// </exception>
    public static ImageSet Read(string folder, ImageResize? resize)
    {
        string[] classes = Names(folder, Directory.EnumerateDirectories);
        var collected = new ImageCollector(resize);
        var labels = new List<int>();
        foreach (var (path, index) in Pictures(folder, classes))
        {
            collected.Add(path);
            labels.Add(index);
        }

        ImageLabel[] label = classes.Length == 0 ? [] : [new(Datasets.ClassLabel.Name, classes, [.. labels])];
        var images = collected.ToSet();
        return new ImageSet(images.Shape, images.Pixels, label);
    }

    private static IEnumerable<(string Path, int Class)> Pictures(string folder, string[] classes)
    {
        if (classes.Length == 0)
        {
            return Files(folder, "the folder has").Select(path => (path, 0));
        }

        if (Names(folder, Directory.EnumerateFiles).FirstOrDefault(IsReadable) is { } loose)
        {
            throw new LikenessException(
                $"{Path.Combine(folder, loose)}: this picture lies beside the classes' folders (put it into one of them)"
            );
        }

        return classes.SelectMany(
            (name, index) => Files(Path.Combine(folder, name), "the class has").Select(path => (path, index))
        );
    }

    private static IEnumerable<string> Files(string folder, string lack)
    {
        if (Names(folder, Directory.EnumerateDirectories).FirstOrDefault() is { } inner)
        {
            throw new LikenessException(
                $"{Path.Combine(folder, inner)}: a folder within a class is not read (move its pictures up, or it beside the classes)"
            );
        }

        string[] names = Names(folder, Directory.EnumerateFiles);
        if (names.FirstOrDefault(name => HasExtension(name, OtherPictures)) is { } other)
        {
            throw new LikenessException(
                $"{Path.Combine(folder, other)}: pictures of this kind are not read (save it as PNG or JPEG)"
            );
        }

        string[] pictures = [.. names.Where(IsReadable)];
        return pictures.Length > 0
            ? pictures.Select(name => Path.Combine(folder, name))
            : throw new LikenessException($"{folder}: {lack} no PNG or JPEG pictures (add some, or remove the folder)");
    }

    private static bool IsReadable(string name) => HasExtension(name, Readable);

    private static bool HasExtension(string name, string[] extensions) =>
        extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Names in a folder in an order that is the same everywhere; hidden ones are left out.</summary>
    public static string[] Names(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return
            [
                .. list(folder)
                    .Select(path => Path.GetFileName(path))
                    .Where(name => !name.StartsWith('.'))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException(
                $"{folder}: the folder cannot be read ({failure.Message.TrimEnd('.')})",
                failure
            );
        }
    }
}
