namespace Likeness.Interop.Hdf5;

/// <summary>
/// The bytes of a file by address. Reads beyond the end are refused before memory is allocated, and so are parts that are read
/// repeatedly because they refer to each other.
/// </summary>
/// <param name="file">The file; a seekable stream.</param>
/// <param name="start">The position of address 0.</param>
/// <param name="sizes">The widths of addresses and lengths.</param>
internal sealed class Hdf5Bytes(Stream file, long start, Hdf5Sizes sizes)
{
    private const long MaxReadings = 4;
    private const long FreeReading = 1 << 20;

    private long budget = FreeReading + (MaxReadings * file.Length);

    /// <summary>The widths of addresses and lengths.</summary>
    public Hdf5Sizes Sizes => sizes;

    /// <summary>The length of the whole file.</summary>
    public long Length => file.Length;

    /// <summary>The fields of a part of the file's metadata.</summary>
    /// <exception cref="FormatException">The part is not within the file, or the metadata is cyclic.</exception>
    public Hdf5Fields Fields(ulong address, ulong length)
    {
        Check(address, length);
        budget -= (long)length;
        return budget >= 0
            ? new Hdf5Fields(Read(address, (long)length), sizes)
            : throw new FormatException("its parts refer to each other in circles");
    }

    /// <summary>The fields of a part that ends with a checksum of the preceding bytes.</summary>
    /// <exception cref="FormatException">As above, or the checksum differs.</exception>
    public Hdf5Fields CheckedFields(ulong address, ulong length)
    {
        var fields = Fields(address, length);
        return fields.EndsWithItsChecksum()
            ? fields
            : throw new FormatException($"the check sum of its part at {address} is wrong: the file is damaged");
    }

    /// <summary>Bytes of the dataset itself.</summary>
    /// <exception cref="FormatException">They are not within the file.</exception>
    public byte[] Read(ulong address, long length)
    {
        Check(address, (ulong)length);
        if (length > Array.MaxLength)
        {
            throw new FormatException($"it has a part of {length} bytes");
        }

        var bytes = new byte[length];
        Read(address, bytes);
        return bytes;
    }

    /// <summary>Fills a buffer with the bytes at an address.</summary>
    /// <exception cref="FormatException">They are not within the file.</exception>
    public void Read(ulong address, Span<byte> into)
    {
        Check(address, (ulong)into.Length);
        file.Position = start + (long)address;
        file.ReadExactly(into);
    }

    /// <summary>Checks that a part lies within the file.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public void Check(ulong address, ulong length)
    {
        ulong end = (ulong)(file.Length - start);
        if (address > end || length > end - address)
        {
            throw new FormatException(
                $"it refers to {length} bytes at {address}, and ends after {end}: it is damaged or cut off"
            );
        }
    }
}
