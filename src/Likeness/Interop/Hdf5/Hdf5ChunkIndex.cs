namespace Likeness.Interop.Hdf5;

/// <summary>A chunk in the file.</summary>
/// <param name="Place">The position of its first number along each axis.</param>
/// <param name="Address">The address of its bytes.</param>
/// <param name="Length">The number of bytes stored.</param>
/// <param name="Skipped">A bit mask of the filters that were skipped for it.</param>
internal sealed record Hdf5Chunk(long[] Place, ulong Address, ulong Length, uint Skipped);

/// <summary>Finds the chunks of a dataset, by any of the supported indices.</summary>
internal static class Hdf5ChunkIndex
{
    /// <summary>The chunks in the order of the index; chunks that were never written are left out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="space">The dataset's axes.</param>
    /// <param name="layout">The location of the chunks.</param>
    /// <param name="chunkLength">The size of a decompressed chunk in bytes.</param>
    /// <exception cref="FormatException">The index is damaged.</exception>
    public static IEnumerable<Hdf5Chunk> Find(Hdf5Bytes file, Hdf5Space space, Hdf5Chunked layout, ulong chunkLength) =>
        layout.Address == Hdf5Fields.Nowhere
            ? []
            : layout.Index switch
            {
                Hdf5Index.Tree => ByTree(file, layout),
                Hdf5Index.Single =>
                [
                    new(new long[space.Sizes.Length], layout.Address, layout.Stored ?? chunkLength, layout.Skipped),
                ],
                Hdf5Index.Implicit => OneAfterAnother(file, space, layout, chunkLength),
                _ => ByArray(file, space, layout, chunkLength),
            };

    private static IEnumerable<Hdf5Chunk> ByTree(Hdf5Bytes file, Hdf5Chunked layout)
    {
        int axes = layout.Sizes.Length - 1;
        foreach (var (key, child) in Hdf5Tree.Leaves(file, layout.Address, Hdf5Tree.Chunks, 8 + (8 * (axes + 1))))
        {
            ulong length = key.UInt32();
            uint skipped = key.UInt32();
            long[] place = [.. Enumerable.Range(0, axes).Select(_ => (long)Math.Min(key.Number(8), long.MaxValue))];
            yield return new Hdf5Chunk(place, child, length, skipped);
        }
    }

    private static IEnumerable<Hdf5Chunk> ByArray(
        Hdf5Bytes file,
        Hdf5Space space,
        Hdf5Chunked layout,
        ulong chunkLength
    )
    {
        long[] counts = Counts(space, layout);
        return Hdf5FixedArray
            .Read(file, layout.Address, chunkLength)
            .Select((entry, i) => new Hdf5Chunk(Place(i, counts, layout), entry.Address, entry.Length, entry.Skipped))
            .Where(chunk => chunk.Address != Hdf5Fields.Nowhere);
    }

    private static IEnumerable<Hdf5Chunk> OneAfterAnother(
        Hdf5Bytes file,
        Hdf5Space space,
        Hdf5Chunked layout,
        ulong chunkLength
    )
    {
        long[] counts = Counts(space, layout);
        Int128 count = counts.Aggregate(Int128.One, (product, next) => Int128.Min(product * next, long.MaxValue));
        if (count * chunkLength > file.Length)
        {
            throw new FormatException($"its {count} chunks do not fit into the file: it is damaged or cut off");
        }

        for (long i = 0; i < count; i++)
        {
            ulong address = layout.Address + ((ulong)i * chunkLength);
            yield return new Hdf5Chunk(Place(i, counts, layout), address, chunkLength, 0);
        }
    }

    // The last axis is the fastest.
    private static long[] Place(long chunk, long[] counts, Hdf5Chunked layout)
    {
        var place = new long[counts.Length];
        for (int axis = counts.Length - 1; axis >= 0; axis--)
        {
            (chunk, long along) = Math.DivRem(chunk, counts[axis]);
            place[axis] = along * layout.Sizes[axis];
        }

        return place;
    }

    // Chunks along each axis up to its maximum size.
    private static long[] Counts(Hdf5Space space, Hdf5Chunked layout) =>
        [
            .. space.Max.Select(
                (max, axis) =>
                    max is > 0 and <= int.MaxValue
                        ? ((long)max + layout.Sizes[axis] - 1) / layout.Sizes[axis]
                        : throw new FormatException("its chunks have no end")
            ),
        ];
}
