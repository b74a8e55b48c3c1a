namespace Likeness.Data;

/// <summary>
/// Lists the files of a folder with one subfolder per class, by name; without subfolders the files have no classes. Hidden files and
/// other extensions are skipped; the order is the same on every system.
/// </summary>
/// <param name="Readable">The supported extensions, such as ".png".</param>
/// <param name="Refused">The extensions of files of the same kind of data that are not supported.</param>
/// <param name="Files">The name of the files, such as "PNG or JPEG pictures".</param>
/// <param name="WhyRefused">The message for an unsupported file, such as "pictures of this kind are not read (save it as PNG or JPEG)".</param>
internal sealed record ClassFolder(string[] Readable, string[] Refused, string Files, string WhyRefused)
{
    /// <summary>The classes of a folder: the names of its subfolders, in order; empty for none.</summary>
    /// <exception cref="LikenessException">The folder cannot be read.</exception>
    public static string[] Classes(string folder) => Names(folder, Directory.EnumerateDirectories);

    /// <summary>The files with the index of their class (0 without classes).</summary>
    /// <exception cref="LikenessException">
    /// The folder or a class is empty or cannot be read, a file lies beside the classes, a class contains a folder, or a file is not supported.
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
