using System.Formats.Tar;
using System.IO.Compression;

namespace Likeness.Interop;

/// <summary>
/// Reads the six files of CIFAR-10 from <c>cifar-10-binary.tar.gz</c> or <c>cifar-10-python.tar.gz</c>; nothing
/// is extracted to the disk, and other entries are skipped.
/// </summary>
public static class CifarArchive
{
    private const int MaxEntries = 100;

    /// <summary>The names of the files, without the <c>.bin</c> of the binary layout, in the order of the images.</summary>
    public static IReadOnlyList<string> TrainFiles { get; } =
    [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}")];

    /// <summary>The name of the file of test images, without <c>.bin</c>.</summary>
    public static string TestFile => "test_batch";

    /// <summary>Reads an archive.</summary>
    /// <returns>The batches by their names, without <c>.bin</c>; all six.</returns>
    /// <exception cref="LikenessException">The archive cannot be read, is damaged or cut off, or lacks a batch.</exception>
    public static IReadOnlyDictionary<string, CifarBatch> Read(string path) =>
        ArrayFile.Read(
            path,
            "CIFAR-10 archive",
            file =>
            {
                try
                {
                    using var stream = new GZipStream(file, CompressionMode.Decompress);
                    return Read(stream);
                }
                catch (EndOfStreamException error)
                {
                    throw new FormatException("it is cut off", error);
                }
                catch (Exception error) when (error is OverflowException or ArgumentException)
                {
                    throw new FormatException("the header of an entry is damaged", error);
                }
            }
        );

    private static Dictionary<string, CifarBatch> Read(Stream stream)
    {
        var batches = new Dictionary<string, CifarBatch>(StringComparer.Ordinal);
        using var tar = new TarReader(stream);
        for (int i = 0; batches.Count < TrainFiles.Count + 1; i++)
        {
            var entry = tar.GetNextEntry();
            if (entry is null)
            {
                throw new FormatException(
                    $"it holds no {TrainFiles.Append(TestFile).First(name => !batches.ContainsKey(name))}"
                );
            }

            if (i >= MaxEntries || entry.Length > CifarBatch.LongestFile)
            {
                throw new FormatException("it holds more, or longer, entries than the official one");
            }

            string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            name = name.EndsWith(".bin", StringComparison.Ordinal) ? name[..^4] : name;
            if (entry.DataStream is { } content && (name == TestFile || TrainFiles.Contains(name)))
            {
                Add(batches, name, content, entry.Length);
            }
        }

        return batches;
    }

    private static void Add(Dictionary<string, CifarBatch> batches, string name, Stream content, long length)
    {
        try
        {
            if (!batches.TryAdd(name, CifarBatch.Parse(CifarBatch.Content(content, length))))
            {
                throw new FormatException("it is there twice");
            }
        }
        catch (FormatException error)
        {
            throw new FormatException($"in '{name}': {error.Message}", error);
        }
    }
}
