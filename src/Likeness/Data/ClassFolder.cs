namespace Likeness.Data;

/// <summary>
/// The files of a folder with a folder for each class, by name; without such folders the files have no classes. Hidden files and those
/// of other extensions are passed over, in an order that is the same everywhere.
/// </summary>
/// <param name="Readable">The extensions that are read, such as ".png".</param>
/// <param name="Refused">The extensions of files of the same kind of data that cannot be read.</param>
/// <param name="Files">What the files are called, such as "PNG or JPEG pictures".</param>
/// <param name="WhyRefused">What is said of a refused file, such as "pictures of this kind are not read (save it as PNG or JPEG)".</param>
internal sealed record ClassFolder(string[] Readable, string[] Refused, string Files, string WhyRefused)
{
    /// <summary>The classes of a folder: the names of the folders in it, in order; empty where it holds none.</summary>
    /// <exception cref="LikenessException">The folder cannot be read.</exception>
    public static string[] Classes(string folder) => Names(folder, Directory.EnumerateDirectories);

    /// <summary>The readable files with the number of their class (0 where there are no classes).</summary>
    /// <exception cref="LikenessException">
    /// The folder or a class is empty or cannot be read, a file lies beside the classes, a class holds a folder, or a file is refused.
    /// </exception>
    public IEnumerable<(string Path, int Class)> List(string folder)
    {
        string[] classes = Classes(folder);
        if (classes.Length == 0)
        {
            return In(folder, "the folder has").Select(path => (path, 0));
        }

        if (Names(folder, Directory.EnumerateFiles).FirstOrDefault(IsReadable) is { } loose)
        {
            throw new LikenessException(
                $"{Path.Combine(folder, loose)}: this file lies beside the folders of the classes (put it into one of them)"
            );
        }

        return classes.SelectMany(
            (name, index) => In(Path.Combine(folder, name), "the class has").Select(path => (path, index))
        );
    }

    private IEnumerable<string> In(string folder, string lack)
    {
        if (Names(folder, Directory.EnumerateDirectories).FirstOrDefault() is { } inner)
        {
            throw new LikenessException(
                $"{Path.Combine(folder, inner)}: a folder within a class is not read (move its files up, or it beside the classes)"
            );
        }

        string[] names = Names(folder, Directory.EnumerateFiles);
        if (names.FirstOrDefault(name => HasExtension(name, Refused)) is { } other)
        {
            throw new LikenessException($"{Path.Combine(folder, other)}: {WhyRefused}");
        }

        string[] readable = [.. names.Where(IsReadable)];
        return readable.Length > 0
            ? readable.Select(name => Path.Combine(folder, name))
            : throw new LikenessException($"{folder}: {lack} no {Files} (add some, or remove the folder)");
    }

    private bool IsReadable(string name) => HasExtension(name, Readable);

    private static bool HasExtension(string name, string[] extensions) =>
        extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static string[] Names(string folder, Func<string, IEnumerable<string>> list)
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
