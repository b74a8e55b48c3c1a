namespace Likeness.Data.Archives;

/// <summary>The files of a folder and of all folders below it.</summary>
internal sealed class FolderFiles : FileArchive
{
    private const int MaxDepth = 12; // a link to a folder above would never end

    /// <summary>Lists the files.</summary>
    /// <exception cref="LikenessException">A folder cannot be read.</exception>
    public FolderFiles(string path)
        : base(path) => Files = Sorted(List(new DirectoryInfo(path), "", 0));

    /// <inheritdoc/>
    public override string Stamp =>
        string.Join(
            '\n',
            Files.Select(file => FormattableString.Invariant($"{file.Name}|{file.Length}|{file.Written}"))
        );

    /// <inheritdoc/>
    public override string PathOf(string name) =>
        Path.Combine(Place, name.TrimEnd('/').Replace('/', Path.DirectorySeparatorChar));

    private protected override IEnumerable<(int Position, byte[] Content)> ReadAll(IReadOnlyList<int> files)
    {
        for (int i = 0; i < files.Count; i++)
        {
            yield return (i, InputFile.ReadAllBytes(PathOf(Files[files[i]].Name)));
        }
    }

    private static IEnumerable<PackedFile> List(DirectoryInfo folder, string prefix, int depth)
    {
        foreach (var item in Items(folder))
        {
            string name = prefix + item.Name;
            if (item is FileInfo file)
            {
                yield return new PackedFile(name, file.Exists ? file.Length : 0, file.LastWriteTimeUtc.Ticks);
                continue;
            }

            yield return new PackedFile($"{name}/", 0);
            if (!PackedFile.IsHidden(name) && depth < MaxDepth)
            {
                foreach (var below in List((DirectoryInfo)item, $"{name}/", depth + 1))
                {
                    yield return below;
                }
            }
        }
    }

    private static FileSystemInfo[] Items(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException(
                $"{folder.FullName}: the folder cannot be read ({failure.Message.TrimEnd('.')})",
                failure
            );
        }
    }
}
