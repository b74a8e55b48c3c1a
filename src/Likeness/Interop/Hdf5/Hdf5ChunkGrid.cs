namespace Likeness.Interop.Hdf5;

/// <summary>The grid of a dataset's chunks; the last ones may reach beyond its axes.</summary>
internal sealed class Hdf5ChunkGrid
{
    private readonly int[] sizes;
    private readonly int[] chunk;
    private readonly Hdf5Number number;

    /// <summary>Creates the grid.</summary>
    /// <param name="sizes">The sizes of the dataset's axes; none of them 0.</param>
    /// <param name="chunkSizes">The sizes of a chunk's axes, followed by the size of a number in bytes.</param>
    /// <param name="number">The number format.</param>
    /// <exception cref="FormatException">They are inconsistent, or a chunk is too long.</exception>
    public Hdf5ChunkGrid(int[] sizes, int[] chunkSizes, Hdf5Number number)
    {
        this.sizes = sizes;
        this.number = number;
        chunk = chunkSizes[..^1];
        if (chunk.Length != sizes.Length || chunkSizes[^1] != number.Size)
        {
            throw new FormatException("its chunks are not those of its numbers");
        }

        long length = chunkSizes.Aggregate(1L, (product, size) => Math.Min(product * size, BoundedRead.Max + 1L));
        BoundedRead.Check(length);
        ChunkLength = (int)length;
        Count = sizes.Select((_, axis) => Along(axis)).Aggregate(1L, (product, next) => product * next);
    }

    /// <summary>The size of a chunk in bytes.</summary>
    public int ChunkLength { get; }

    /// <summary>The number of chunks.</summary>
    public long Count { get; }

    /// <summary>Selects the chunks that overlap the dataset.</summary>
    /// <exception cref="FormatException">A chunk is not on the grid, or occurs twice.</exception>
    public IReadOnlyList<Hdf5Chunk> All(IEnumerable<Hdf5Chunk> found)
    {
        var chunks = new List<Hdf5Chunk>();
        var places = new HashSet<long>();
        foreach (var next in found)
        {
            if (next.Place.Where((place, axis) => place % chunk[axis] != 0).Any())
            {
                throw new FormatException("a chunk lies between its neighbours");
            }

            if (next.Place.Where((place, axis) => place >= sizes[axis]).Any())
            {
                continue; // written once, and truncated since
            }

            long index = 0;
            for (int axis = 0; axis < sizes.Length; axis++)
            {
                index = (index * Along(axis)) + (next.Place[axis] / chunk[axis]);
            }

            chunks.Add(places.Add(index) ? next : throw new FormatException("a chunk is there twice"));
        }

        return chunks;
    }

    /// <summary>Copies a chunk's numbers to their positions.</summary>
    /// <param name="bytes">The chunk, decompressed.</param>
    /// <param name="place">The position of its first number along each axis.</param>
    /// <param name="values">The dataset, last axis fastest.</param>
    public void Put(ReadOnlySpan<byte> bytes, long[] place, Span<double> values)
    {
        int last = sizes.Length - 1;
        int run = (int)Math.Min(chunk[last], sizes[last] - place[last]);
        var index = new int[sizes.Length];
        for (int from = 0; from < bytes.Length; from += chunk[last] * number.Size)
        {
            long to = 0;
            bool inside = true;
            for (int axis = 0; axis < sizes.Length; axis++)
            {
                long at = place[axis] + index[axis];
                inside &= at < sizes[axis];
                to = (to * sizes[axis]) + at;
            }

            if (inside)
            {
                var raw = bytes.Slice(from, run * number.Size);
                NpyElement.Decode(raw, number.Code, number.BigEndian, values.Slice((int)to, run));
            }

            for (int axis = last - 1; axis >= 0 && ++index[axis] == chunk[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
    }

    // The number of chunks along an axis.
    private long Along(int axis) => (sizes[axis] + (long)chunk[axis] - 1) / chunk[axis];
}
