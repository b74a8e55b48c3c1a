using System.IO.Compression;

namespace Likeness.Interop.Hdf5;

/// <summary>
/// The filters of each chunk, undone from the last to the first: deflate, shuffle, Fletcher's checksum,
/// which is verified (HDF5 File Format 3.0, §IV.A.2.l).
/// </summary>
/// <param name="steps">The filters in the order of application: identifier, and first parameter.</param>
internal sealed class Hdf5Filters(IReadOnlyList<(int Filter, uint Value)> steps)
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Fletcher = 3;
    private const int FirstRegistered = 256;
    private const int MaxSteps = 32;

    /// <summary>Chunks without filters.</summary>
    public static Hdf5Filters None { get; } = new([]);

    /// <summary>Whether chunks are stored without filters.</summary>
    public bool IsNone => steps.Count == 0;

    /// <summary>Reads the message.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">There is another filter than the three.</exception>
    public static Hdf5Filters Read(Hdf5Fields message)
    {
        int version = message.Byte();
        int count = message.Byte();
        if (version is not (1 or 2))
        {
            throw new NotSupportedException($"it packs chunks by version {version}");
        }

        if (count > MaxSteps)
        {
            throw new FormatException($"it packs chunks in {count} steps");
        }

        message.Skip(version == 1 ? 6 : 0);
        var steps = new List<(int, uint)>();
        for (int i = 0; i < count; i++)
        {
            int filter = message.UInt16();
            int name = version == 1 || filter >= FirstRegistered ? message.UInt16() : 0;
            message.Skip(2); // whether the filter is optional
            int values = message.UInt16();
            message.Skip(version == 1 ? (name + 7) / 8 * 8 : name);
            uint first = values > 0 ? message.UInt32() : 0;
            message.Skip(values > 0 ? 4 * (values - 1) : 0);
            message.Skip(version == 1 && values % 2 != 0 ? 4 : 0);
            steps.Add((Known(filter), first));
        }

        return new Hdf5Filters(steps);
    }

    /// <summary>Decodes a chunk.</summary>
    /// <param name="bytes">The chunk as stored.</param>
    /// <param name="skipped">A bit mask of the filters that were skipped.</param>
    /// <param name="length">Its decoded size in bytes.</param>
    /// <exception cref="FormatException">The size or the checksum differs.</exception>
    public byte[] Undo(byte[] bytes, uint skipped, int length)
    {
        // A checksum computed before compression is compressed with the numbers.
        int[] taken = [.. Enumerable.Range(0, steps.Count).Where(i => (skipped >> i & 1) == 0)];
        foreach (int i in taken.Reverse())
        {
            int sums = taken.Count(j => j < i && steps[j].Filter == Fletcher);
            bytes = steps[i].Filter switch
            {
                Deflate => Inflated(bytes, length + (sums * sizeof(uint))),
                Shuffle => Unshuffled(bytes, steps[i].Value),
                _ => Fletcher32.Verified(bytes),
            };
        }

        return bytes.Length == length
            ? bytes
            : throw new FormatException($"a chunk of {length} bytes has {bytes.Length}");
    }

    private static int Known(int filter) =>
        filter is Deflate or Shuffle or Fletcher
            ? filter
            : throw new NotSupportedException(
                "it has a dataset packed by "
                    + filter switch
                    {
                        4 => "szip",
                        5 => "n-bit",
                        6 => "scale-offset",
                        32000 => "LZF",
                        32001 => "Blosc",
                        32004 => "LZ4",
                        32008 => "bitshuffle",
                        32015 => "Zstandard",
                        _ => $"filter {filter}",
                    }
            );

    private static byte[] Inflated(byte[] bytes, int length)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
            byte[] content = BoundedRead.Exactly(stream, length);
            BoundedRead.End(stream);
            return content;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new FormatException("a chunk's packing is damaged", error);
        }
    }

    // All first bytes of the numbers, then all second ones, and so on.
    private static byte[] Unshuffled(byte[] bytes, uint size)
    {
        if (size <= 1 || size > bytes.Length)
        {
            return bytes;
        }

        int count = bytes.Length / (int)size;
        byte[] content = [.. bytes]; // an incomplete last number is not shuffled
        for (int place = 0; place < (int)size; place++)
        {
            var column = bytes.AsSpan(place * count, count);
            for (int i = 0; i < column.Length; i++)
            {
                content[(i * (int)size) + place] = column[i];
            }
        }

        return content;
    }
}
