namespace Likeness.Data;

/// <summary>
/// Lists the files of a folder with one subfolder per class, by name; without subfolders the files have no classes. Hidden files and
/// other extensions are skipped; the order is the same on every system. Files that are not supported are listed with the reason.
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

    /// <summary>The complaint about a file beside the folders of the classes.</summary>
    public static string Loose(string path) =>
        $"{path}: this file lies beside the folders of the classes (put it into one of them)";

    /// <summary>The files with their classes.</summary>
    /// <exception cref="LikenessException">
    /// The folder or a class cannot be read or has no supported file, or a class contains a folder.
    /// </exception>
    public IEnumerable<ClassFile> List(string folder)
    {
        string[] classes = Classes(folder);
        if (classes.Length == 0)
        {
            return In(folder, 0, "the folder has");
        }

        return
        [
            .. Names(folder, Directory.EnumerateFiles)
                .Where(IsReadable)
                .Select(name => Path.Combine(folder, name))
                .Select(path => new ClassFile(path, 0, Loose(path))),
            .. classes.SelectMany((name, index) => In(Path.Combine(folder, name), index, "the class has")),
        ];
    }

    private ClassFile[] In(string folder, int index, string lack)
    {
        if (Names(folder, Directory.EnumerateDirectories).FirstOrDefault() is { } inner)
        {
            throw new LikenessException(
                $"{Path.Combine(folder, inner)}: a folder within a class is not read (move its files up, or it beside the classes)"
            );
        }

        string[] names = Names(folder, Directory.EnumerateFiles);
        ClassFile[] files = [.. names.Where(name => IsReadable(name) || IsRefused(name)).Select(File)];
        return Array.Exists(files, file => file.Complaint is null)
            ? files
            : throw new LikenessException(
                files is [var first, ..]
                    ? first.Complaint!
                    : $"{folder}: {lack} no {Files} (add some, or remove the folder)"
            );

        ClassFile File(string name)
        {
            string path = Path.Combine(folder, name);
            return new(path, index, IsRefused(name) ? $"{path}: {WhyRefused}" : null);
        }
    }

    private bool IsRefused(string name) => HasExtension(name, Refused);

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

/// <summary>A file of a <see cref="ClassFolder"/>.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Class">The index of its class; 0 without classes.</param>
/// <param name="Complaint">Why it is not supported; null if it is.</param>
internal readonly record struct ClassFile(string Path, int Class, string? Complaint)
{
    /// <summary>Refuses the file if it is not supported.</summary>
    /// <exception cref="LikenessException">It is not.</exception>
    public void Require()
    {
        if (Complaint is not null)
        {
            throw new LikenessException(Complaint);
        }
    }
}
