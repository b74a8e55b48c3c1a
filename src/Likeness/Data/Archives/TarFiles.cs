using System.Formats.Tar;
using Microsoft.Win32.SafeHandles;

namespace Likeness.Data.Archives;

/// <summary>
/// The files of an uncompressed tar archive, which are read where they lie; those of a tar archive inside of it, as ImageNet's training images come, are
/// listed in a folder of that archive's name.
/// </summary>
internal sealed class TarFiles : FileArchive
{
    private const string Extension = ".tar";

    private readonly Dictionary<string, long> offsets = new(StringComparer.Ordinal);

    /// <summary>Lists the files.</summary>
    /// <exception cref="LikenessException">The archive cannot be read, or is damaged.</exception>
    public TarFiles(string path)
        : base(path) =>
        Files = Sorted(
            ArchiveErrors.Named(
                path,
                () =>
                {
                    using var file = File.OpenRead(path);
                    var found = new List<PackedFile>();
                    List(file, file.Length, 0, "", found);
                    return found;
                }
            )
        );

    private protected override IEnumerable<(int Position, byte[] Content)> ReadAll(IReadOnlyList<int> files)
    {
        using var handle = ArchiveErrors.Named(Place, () => File.OpenHandle(Place));
        for (int i = 0; i < files.Count; i++)
        {
            var file = Files[files[i]];
            yield return (i, ArchiveErrors.Named(PathOf(file.Name), () => Content(handle, file)));
        }
    }

    private byte[] Content(SafeFileHandle handle, PackedFile file)
    {
        var content = new byte[file.Length];
        long offset = offsets[file.Name];
        int filled = 0;
        while (filled < content.Length)
        {
            int read = RandomAccess.Read(handle, content.AsSpan(filled), offset + filled);
            filled += read > 0 ? read : throw new EndOfStreamException();
        }

        return content;
    }

    private void List(Stream stream, long length, long start, string prefix, List<PackedFile> found)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            string name = prefix + TarName.Of(entry);
            if (entry.EntryType == TarEntryType.Directory)
            {
                found.Add(new PackedFile($"{name.TrimEnd('/')}/", 0));
            }
            else if (TarName.IsFile(entry))
            {
                long offset = start + entry.DataOffset;
                if (entry.DataOffset + entry.Length > length)
                {
                    throw new EndOfStreamException();
                }

                if (
                    prefix.Length == 0
                    && name.EndsWith(Extension, StringComparison.Ordinal)
                    && entry.DataStream is { } inner
                )
                {
                    List(inner, entry.Length, offset, $"{name[..^Extension.Length]}/", found);
                }
                else if (offsets.TryAdd(name, offset))
                {
                    found.Add(new PackedFile(name, entry.Length));
                }
            }
        }
    }
}
