namespace Likeness.Data.Archives;

/// <summary>
/// The files of a folder, a zip archive (of any number of files) or a tar archive (compressed by gzip or not), read one at a time; nothing is extracted
/// to the disk.
/// </summary>
internal abstract class FileArchive
{
    /// <summary>The maximum length of one file: 256 MiB.</summary>
    public const long LongestFile = 256L << 20;

    private static readonly string[] Packed = [".tar.gz", ".tgz"];

    private IReadOnlyDictionary<string, int>? places;

    private protected FileArchive(string place) => Place = place;

    /// <summary>The path of the folder or archive.</summary>
    public string Place { get; }

    /// <summary>The files and folders, in the ordinal order of their names; hidden ones are left out.</summary>
    public IReadOnlyList<PackedFile> Files { get; private protected init; } = [];

    /// <summary>A text that changes if the content does: names, lengths and times.</summary>
    public virtual string Stamp
    {
        get
        {
            var file = new FileInfo(Place);
            return FormattableString.Invariant(
                $"{Path.GetFullPath(Place)}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"
            );
        }
    }

    /// <summary>Whether a path is that of an archive, by its extension.</summary>
    public static bool IsArchive(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase)
        || IsPacked(path);

    /// <summary>Opens a folder or an archive, and lists its files.</summary>
    /// <exception cref="LikenessException">It does not exist, cannot be read, is damaged, or is no archive.</exception>
    public static FileArchive Open(string path)
    {
        if (Directory.Exists(path))
        {
            return new FolderFiles(path);
        }

        InputFile.Check(path);
        var start = InputFile.ReadStart(path, 2);
        return start.StartsWith("PK"u8) ? new ZipFiles(path)
            : start.SequenceEqual<byte>([0x1F, 0x8B]) ? new PackedTarFiles(path)
            : path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || IsPacked(path)
                ? throw new LikenessException(
                    $"{path}: this is not a valid archive: it does not start as one (get a new copy of the file)"
                )
            : new TarFiles(path);
    }

    /// <summary>The place of a file for messages.</summary>
    /// <param name="name">The name of a file or folder; may be empty.</param>
    public virtual string PathOf(string name) => name.Length == 0 ? Place : $"{Place}, {name.TrimEnd('/')}";

    /// <summary>The index of a file; −1 if there is none of that name.</summary>
    public int Find(string name)
    {
        places ??= Enumerable.Range(0, Files.Count).ToDictionary(i => Files[i].Name, StringComparer.Ordinal);
        return places.GetValueOrDefault(name, -1);
    }

    /// <summary>Reads files, each once, in the order of the archive.</summary>
    /// <param name="files">Their indices.</param>
    /// <returns>The position in <paramref name="files"/>, and the content.</returns>
    /// <exception cref="LikenessException">One cannot be read, is damaged, or is longer than 256 MiB.</exception>
    public IEnumerable<(int Position, byte[] Content)> Read(IReadOnlyList<int> files)
    {
        foreach (int file in files)
        {
            if (Files[file].Length > LongestFile)
            {
                throw new LikenessException(
                    $"{PathOf(Files[file].Name)}: the file has {Files[file].Length >> 20} MiB, and at most {LongestFile >> 20} are read (scale the picture down)"
                );
            }
        }

        return ReadAll(files);
    }

    /// <summary>Reads one file.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="LikenessException">There is none of that name, or it cannot be read.</exception>
    public byte[] Read(string name)
    {
        int file = Find(name);
        return file >= 0
            ? Read([file]).First().Content
            : throw new LikenessException($"{Place}: it holds no {name} (get a new copy of the file)");
    }

    private protected abstract IEnumerable<(int Position, byte[] Content)> ReadAll(IReadOnlyList<int> files);

    private protected static PackedFile[] Sorted(IEnumerable<PackedFile> files) =>
        [
            .. files
                .Where(file => file.Name.Trim('/').Length > 0 && !PackedFile.IsHidden(file.Name))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .DistinctBy(file => file.Name),
        ];

    private static bool IsPacked(string path) =>
        Array.Exists(Packed, end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
