using System.IO.Compression;
using Likeness.Interop;

namespace Likeness.Data.Archives;

/// <summary>The files of a zip archive, also of one with more than 65,535 files or 4 GiB (zip64).</summary>
internal sealed class ZipFiles : FileArchive
{
    /// <summary>Lists the files.</summary>
    /// <exception cref="LikenessException">The archive cannot be read, or is damaged.</exception>
    public ZipFiles(string path)
        : base(path) =>
        Files = Sorted(
            ArchiveErrors.Named(
                path,
                () =>
                {
                    using var zip = ZipFile.OpenRead(path);
                    return zip.Entries.Select(entry => new PackedFile(entry.FullName, entry.Length)).ToArray();
                }
            )
        );

    private protected override IEnumerable<(int Position, byte[] Content)> ReadAll(IReadOnlyList<int> files)
    {
        using var zip = ArchiveErrors.Named(Place, () => ZipFile.OpenRead(Place));
        for (int i = 0; i < files.Count; i++)
        {
            var file = Files[files[i]];
            yield return (
                i,
                ArchiveErrors.Named(
                    PathOf(file.Name),
                    () =>
                    {
                        var entry =
                            zip.GetEntry(file.Name) ?? throw new FormatException("the archive has changed meanwhile");
                        using var content = entry.Open();
                        return BoundedRead.Exactly(content, file.Length);
                    }
                )
            );
        }
    }
}
