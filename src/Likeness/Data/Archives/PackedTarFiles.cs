using System.Formats.Tar;
using System.IO.Compression;
using Likeness.Interop;

namespace Likeness.Data.Archives;

/// <summary>The files of a tar archive that gzip has compressed, which is read from its beginning each time.</summary>
internal sealed class PackedTarFiles : FileArchive
{
    /// <summary>Lists the files.</summary>
    /// <exception cref="LikenessException">The archive cannot be read, or is damaged.</exception>
    public PackedTarFiles(string path)
        : base(path) =>
        Files = Sorted(
            ArchiveErrors.Named(
                path,
                () =>
                    Entries(path)
                        .Where(entry => TarName.IsFile(entry) || entry.EntryType == TarEntryType.Directory)
                        .Select(entry => new PackedFile(
                            TarName.IsFile(entry) ? TarName.Of(entry) : $"{TarName.Of(entry).TrimEnd('/')}/",
                            entry.Length
                        ))
                        .ToArray()
            )
        );

    private protected override IEnumerable<(int Position, byte[] Content)> ReadAll(IReadOnlyList<int> files)
    {
        var wanted = Enumerable.Range(0, files.Count).ToDictionary(i => Files[files[i]].Name, StringComparer.Ordinal);
        using var entries = Entries(Place).GetEnumerator();
        while (wanted.Count > 0)
        {
            if (!ArchiveErrors.Named(Place, entries.MoveNext))
            {
                throw new LikenessException($"{Place}: the archive has changed meanwhile (try again)");
            }

            var entry = entries.Current;
            if (TarName.IsFile(entry) && wanted.Remove(TarName.Of(entry), out int position))
            {
                yield return (
                    position,
                    ArchiveErrors.Named(
                        PathOf(TarName.Of(entry)),
                        () => BoundedRead.Exactly(entry.DataStream ?? Stream.Null, entry.Length)
                    )
                );
            }
        }
    }

    private static IEnumerable<TarEntry> Entries(string path)
    {
        using var file = File.OpenRead(path);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        while (tar.GetNextEntry() is { } entry)
        {
            yield return entry;
        }
    }
}
