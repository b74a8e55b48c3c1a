namespace Likeness.Interop.Hdf5;

/// <summary>The array of chunks of a dataset that cannot grow, in newer files (HDF5 File Format 3.0, §VII.C).</summary>
internal static class Hdf5FixedArray
{
    private const int Packed = 1;
    private const int MaskLength = sizeof(uint);

    /// <summary>All entries, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="address">The address of the array's header.</param>
    /// <param name="chunkLength">The size in bytes of a chunk without filters.</param>
    /// <exception cref="FormatException">The array is damaged.</exception>
    public static IEnumerable<(ulong Address, ulong Length, uint Skipped)> Read(
        Hdf5Bytes file,
        ulong address,
        ulong chunkLength
    )
    {
        var head = file.CheckedFields(
            address,
            (ulong)(8 + file.Sizes.Length + file.Sizes.Address + Hdf5Fields.ChecksumLength)
        );
        head.Expect("FAHD");
        head.ExpectVersion(0, "an array of chunks");
        bool packed = head.Byte() == Packed;
        int width = head.Byte();
        int pageBits = head.Byte();
        ulong count = head.Length();
        ulong block = head.Address();
        int lengthWidth = width - file.Sizes.Address - MaskLength;
        if (pageBits is < 1 or > 30 || packed ? lengthWidth is < 1 or > 8 : width != file.Sizes.Address)
        {
            throw new FormatException("it has an impossible array of chunks");
        }

        if (block == Hdf5Fields.Nowhere)
        {
            yield break;
        }

        foreach (var (entries, fields) in Parts(file, block, count, width, 1UL << pageBits))
        {
            for (ulong i = 0; i < entries; i++)
            {
                yield return fields is null ? (Hdf5Fields.Nowhere, 0, 0)
                : packed ? (fields.Address(), fields.Number(lengthWidth), fields.UInt32())
                : (fields.Address(), chunkLength, 0);
            }
        }
    }

    // A short array follows its header; a longer one is divided into pages, with bits for the pages that were ever written.
    private static IEnumerable<(ulong Entries, Hdf5Fields? Fields)> Parts(
        Hdf5Bytes file,
        ulong block,
        ulong count,
        int width,
        ulong page
    )
    {
        if (count > (ulong)file.Length / (ulong)width)
        {
            throw new FormatException($"it has an array of {count} chunks: it is damaged or cut off");
        }

        int head = 6 + file.Sizes.Address;
        bool paged = count > page;
        ulong pages = (count + page - 1) / page;
        ulong bits = (pages + 7) / 8;
        ulong place = (ulong)head + (paged ? bits : count * (ulong)width) + Hdf5Fields.ChecksumLength;
        var fields = file.CheckedFields(block, place);
        fields.Expect("FADB");
        fields.ExpectVersion(0, "an array of chunks");
        fields.Skip(head - 5);
        if (!paged)
        {
            yield return (count, fields);
            yield break;
        }

        var written = fields.Take((int)bits);
        for (ulong i = 0; i < pages; i++)
        {
            ulong entries = Math.Min(page, count - (i * page));
            ulong length = (entries * (ulong)width) + Hdf5Fields.ChecksumLength;
            bool there = (written.Span[(int)(i / 8)] & (0x80 >> (int)(i % 8))) != 0;
            yield return (entries, there ? file.CheckedFields(block + place, length) : null);
            place += length;
        }
    }
}
