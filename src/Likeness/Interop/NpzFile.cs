using System.IO.Compression;

namespace Likeness.Interop;

/// <summary>
/// Arrays in a .npz file: a zip of .npy files, deflated or stored. The arrays of one file
/// take at most 1 GiB, however small the compressed file is.
/// </summary>
internal sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";
    private const int MaxEntries = 1000;
    private const int LongestHeader = 1 << 16;

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
    private long room = BoundedRead.Max;

    /// <summary>Opens an archive; the stream is left open.</summary>
    /// <exception cref="FormatException">It contains a name twice, or too many names; the message completes a sentence.</exception>
    /// <exception cref="InvalidDataException">It is not a zip archive, or damaged.</exception>
    public NpzFile(Stream stream)
    {
        archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > MaxEntries)
        {
            throw new FormatException($"it holds {archive.Entries.Count} arrays, and at most {MaxEntries} are read");
        }

        foreach (var entry in archive.Entries)
        {
            string name = entry.FullName.EndsWith(Extension, StringComparison.Ordinal)
                ? entry.FullName[..^Extension.Length]
                : entry.FullName;
            if (!entries.TryAdd(name, entry))
            {
                throw new FormatException($"it holds '{name}' twice");
            }
        }
    }

    /// <summary>The names of the arrays, in the file's order.</summary>
    public IEnumerable<string> Names => entries.Keys;

    /// <summary>Reads one array of integers from 0 to 255.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="acceptsFractions">Whether floats from 0 to 1 are read, too, scaled to 0 … 255.</param>
    /// <exception cref="FormatException">There is none of that name, or it is damaged, too long or not such an array.</exception>
    /// <exception cref="InvalidDataException">Its compressed data is damaged.</exception>
    public ByteArray Read(string name, bool acceptsFractions = false) =>
        Read(name, stream => NpyBytes.Read(stream, acceptsFractions));

    /// <summary>Reads one array of real numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">The file, for messages.</param>
    /// <exception cref="LikenessException">It holds no real numbers.</exception>
    /// <exception cref="FormatException">There is none of that name, or it is damaged or too long.</exception>
    /// <exception cref="InvalidDataException">Its compressed data is damaged.</exception>
    public NpyArray ReadNumbers(string name, string place) =>
        Read(
            name,
            stream =>
            {
                byte[] all = BoundedRead.Exactly(stream, entries[name].Length);
                BoundedRead.End(stream);
                return NpyReader.Read(all, $"{place}, '{name}'");
            }
        );

    /// <summary>The number of axes of an array.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It is not an array, or damaged.</exception>
    public int Axes(string name)
    {
        using var content = entries[name].Open();
        var start = new byte[Math.Min(entries[name].Length, LongestHeader)];
        content.ReadExactly(start);
        return NpyHeader.Read(start).Shape.Length;
    }

    private T Read<T>(string name, Func<Stream, T> read)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            throw new FormatException(
                $"it holds no array '{name}', but {(entries.Count == 0 ? "nothing" : string.Join(", ", entries.Keys.Take(20)))}"
            );
        }

        try
        {
            using var content = entry.Open();
            using var stream = new ChecksummedStream(content, room);
            var array = read(stream);
            room -= stream.Count;
            return stream.Checksum == entry.Crc32 ? array : throw new FormatException("its checksum differs");
        }
        catch (OtherNumbersException error)
        {
            throw new OtherNumbersException($"in '{name}': {error.Message}");
        }
        catch (FormatException error)
        {
            throw new FormatException($"in '{name}': {error.Message}", error);
        }
    }

    /// <summary>Closes the archive.</summary>
    public void Dispose() => archive.Dispose();
}
