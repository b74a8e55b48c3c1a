using System.IO.Compression;
using System.Text;
using Likeness.Data;

namespace Likeness.Interop;

/// <summary>
/// Reads and writes the tensors of a file of <c>torch.save</c>: a zip of raw numbers and a pickle that describes their
/// structure. A read pickle is parsed and never executed: anything but tensors, dictionaries, lists, tuples, numbers and texts is
/// refused by name.
/// </summary>
public static class PthFile
{
    private const string PickleName = "data.pkl";
    private const long LongestPickle = 64L << 20;

    // Views may overlap; beyond this multiple of the file's own size they are an attack on memory.
    private const long LargestExpansion = 16;
    private const long FreeExpansion = 16L << 20;

    /// <summary>
    /// All tensors of the file in order. Names of nested dictionaries and indices of lists are joined by dots:
    /// <c>model.layers.0.weight</c>. Numbers and texts beside the tensors are left out.
    /// </summary>
    /// <exception cref="LikenessException">The file is missing, unreadable, damaged, of another kind, or refers to other objects than tensors.</exception>
    public static IReadOnlyList<TensorData> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            RefuseOtherKinds(stream);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            return ReadArchive(archive, stream.Length);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException)
        {
            string why = error is FormatException ? error.Message : "its zip archive is damaged or cut off";
            why = string.Concat(why.Select(c => char.IsControl(c) ? '?' : c));
            throw new LikenessException($"{path}: corrupt or foreign checkpoint: {why}", error);
        }
        catch (FileNotFoundException error)
        {
            throw new LikenessException($"{path}: there is no such file (check the path)", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{path}: the file cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <summary>Writes tensors as a state dict that <c>torch.load</c> reads. The same tensors always give the same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, in the order of the dictionary; their names must differ.</param>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">A tensor has unsigned numbers of more than a byte, which PyTorch 1.13 does not have.</exception>
    public static void Write(string path, IReadOnlyList<TensorData> tensors) =>
        AtomicFile.Write(path, stream => PthWriter.Write(stream, tensors));

    private static void RefuseOtherKinds(FileStream stream)
    {
        Span<byte> start = stackalloc byte[4];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read >= 2 && start[0] == 0x80)
        {
            throw new FormatException(
                "it is a bare pickle, as PyTorch wrote before 1.6 (load it there and save it again with a newer one)"
            );
        }

        if (read < start.Length || !start.SequenceEqual("PK\u0003\u0004"u8))
        {
            throw new FormatException("it is not a file of torch.save, which begins with 'PK'");
        }
    }

    private static List<TensorData> ReadArchive(ZipArchive archive, long fileLength)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            if (!entries.TryAdd(entry.FullName, entry))
            {
                throw new FormatException($"it holds '{entry.FullName}' twice");
            }
        }

        var pickles = archive.Entries.Where(entry => entry.Name == PickleName).ToList();
        if (pickles.Count != 1)
        {
            throw new FormatException($"its zip archive should hold one {PickleName} and holds {pickles.Count}");
        }

        string folder = pickles[0].FullName[..^PickleName.Length];
        if (
            entries.TryGetValue($"{folder}byteorder", out var order)
            && Encoding.ASCII.GetString(ReadStored(order)) != "little"
        )
        {
            throw new FormatException("its numbers are not little-endian (save it again on an ordinary machine)");
        }

        if (pickles[0].Length > LongestPickle)
        {
            throw new FormatException($"its pickle takes {pickles[0].Length} bytes");
        }

        var views = TensorCollector.Collect(SafePickle.Read(ReadStored(pickles[0]), new PickleNames()));
        return Load(views, key => entries.GetValueOrDefault($"{folder}data/{key}"), fileLength);
    }

    private static List<TensorData> Load(
        IReadOnlyList<(string Name, PickleTensor View)> views,
        Func<string, ZipArchiveEntry?> record,
        long fileLength
    )
    {
        var storages = new Dictionary<PickleStorage, byte[]>();
        var tensors = new List<TensorData>(views.Count);
        long budget = FreeExpansion + (LargestExpansion * fileLength);
        foreach (var (name, view) in views)
        {
            int count = StridedRead.CheckedCount(view);
            budget -= (long)count * view.Storage.Type.Size();
            if (budget < 0)
            {
                throw new FormatException($"its tensors would take more than {LargestExpansion} times the file's size");
            }

            if (!storages.TryGetValue(view.Storage, out byte[]? bytes))
            {
                bytes = ReadStorage(record(view.Storage.Key), view.Storage);
                storages.Add(view.Storage, bytes);
            }

            int[] shape = Array.ConvertAll(view.Shape, axis => (int)axis);
            tensors.Add(new TensorData(name, view.Storage.Type, shape, StridedRead.Read(bytes, view, count)));
        }

        return tensors;
    }

    private static byte[] ReadStorage(ZipArchiveEntry? entry, PickleStorage storage)
    {
        if (entry is null)
        {
            throw new FormatException($"the numbers of storage '{storage.Key}' are missing");
        }

        return entry.Length == (Int128)storage.Count * storage.Type.Size()
            ? ReadStored(entry)
            : throw new FormatException(
                $"storage '{storage.Key}' has {entry.Length} bytes and not {storage.Count} numbers"
            );
    }

    private static byte[] ReadStored(ZipArchiveEntry entry)
    {
        if (entry.CompressedLength != entry.Length || entry.Length > Array.MaxLength)
        {
            throw new FormatException($"'{entry.FullName}' is compressed, which PyTorch never does");
        }

        byte[] bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return Crc32.Compute(bytes, []) == entry.Crc32
            ? bytes
            : throw new FormatException($"the checksum of '{entry.FullName}' is wrong: the file is damaged");
    }
}
