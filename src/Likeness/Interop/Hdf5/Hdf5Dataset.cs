namespace Likeness.Interop.Hdf5;

/// <summary>A dataset: the sizes of its axes, its number format and the location of its numbers.</summary>
internal sealed class Hdf5Dataset
{
    // Numbers take eight bytes here and possibly one, or less compressed, in the file; beyond this limit the file is an attack on memory.
    private const long LargestExpansion = 16;
    private const long LargestDeflation = 1032; // a limit of deflate itself

    private readonly Hdf5Bytes file;
    private readonly Hdf5Space space;
    private readonly Hdf5Number number;
    private readonly Hdf5Layout layout;
    private readonly Hdf5Filters filters;

    private Hdf5Dataset(Hdf5Bytes file, IReadOnlyList<Hdf5Message> header)
    {
        this.file = file;
        if (header.Any(message => message.Type == Hdf5Header.ExternalFiles))
        {
            throw new NotSupportedException("it has a dataset whose numbers lie in other files");
        }

        space = Hdf5Space.Read(Only(header, Hdf5Header.Space).Fields);
        number = Hdf5Number.Read(Only(header, Hdf5Header.Datatype));
        layout = Hdf5Layout.Read(Only(header, Hdf5Header.Layout).Fields);
        filters = header.FirstOrDefault(message => message.Type == Hdf5Header.Filters) is { } packing
            ? Hdf5Filters.Read(packing.Fields)
            : Hdf5Filters.None;
    }

    /// <summary>Whether a header belongs to a dataset.</summary>
    public static bool Is(IReadOnlyList<Hdf5Message> header) =>
        header.Any(message => message.Type == Hdf5Header.Layout);

    /// <summary>The shape and the numbers of a dataset.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">It uses an unsupported storage feature.</exception>
    public static NpyArray Read(Hdf5Bytes file, IReadOnlyList<Hdf5Message> header)
    {
        var dataset = new Hdf5Dataset(file, header);
        return new NpyArray(dataset.space.Sizes, dataset.Values());
    }

    private double[] Values()
    {
        if (space.Count * (long)sizeof(double) > BoundedRead.Max + (LargestExpansion * file.Length))
        {
            throw new NotSupportedException(
                $"it has a dataset of ({string.Join(", ", space.Sizes)}) numbers in a file of {file.Length} bytes"
            );
        }

        return layout switch
        {
            _ when space.Count == 0 => [],
            Hdf5Inside inside => Compact(inside.Bytes),
            Hdf5Block block => Contiguous(block),
            _ => Chunked((Hdf5Chunked)layout),
        };
    }

    private double[] Compact(ReadOnlyMemory<byte> bytes)
    {
        CheckLength((ulong)bytes.Length);
        var values = new double[space.Count];
        NpyElement.Decode(bytes.Span, number.Code, number.BigEndian, values);
        return values;
    }

    private double[] Contiguous(Hdf5Block block)
    {
        const int Piece = 1 << 16;
        CheckWritten(block.Address != Hdf5Fields.Nowhere);
        CheckLength(block.Length);
        file.Check(block.Address, block.Length);
        var values = new double[space.Count];
        var bytes = new byte[Math.Min(Piece, values.Length) * number.Size];
        for (int first = 0; first < values.Length; first += Piece)
        {
            var part = values.AsSpan(first, Math.Min(Piece, values.Length - first));
            var raw = bytes.AsSpan(0, part.Length * number.Size);
            file.Read(block.Address + ((ulong)first * (ulong)number.Size), raw);
            NpyElement.Decode(raw, number.Code, number.BigEndian, part);
        }

        return values;
    }

    private double[] Chunked(Hdf5Chunked chunked)
    {
        var grid = new Hdf5ChunkGrid(space.Sizes, chunked.Sizes, number);
        var chunks = grid.All(Hdf5ChunkIndex.Find(file, space, chunked, (ulong)grid.ChunkLength));
        CheckWritten(chunks.Count == grid.Count);
        long stored = 0;
        foreach (var chunk in chunks)
        {
            file.Check(chunk.Address, chunk.Length);
            stored += (long)chunk.Length;
        }

        // Chunks that share bytes of the file, or that deflate could not produce, are refused before memory is allocated.
        if (stored > file.Length || (Int128)stored * LargestDeflation < (Int128)grid.ChunkLength * grid.Count)
        {
            throw new FormatException($"its {grid.Count} chunks cannot lie in {stored} bytes");
        }

        var values = new double[space.Count];
        foreach (var chunk in chunks)
        {
            byte[] bytes = file.Read(chunk.Address, (long)chunk.Length);
            grid.Put(filters.Undo(bytes, chunk.Skipped, grid.ChunkLength), chunk.Place, values);
        }

        return values;
    }

    private void CheckLength(ulong length)
    {
        if (length != (ulong)space.Count * (ulong)number.Size)
        {
            throw new FormatException(
                $"it has {length} bytes for ({string.Join(", ", space.Sizes)}) numbers of {number.Size}"
            );
        }
    }

    private static void CheckWritten(bool written)
    {
        if (!written)
        {
            throw new NotSupportedException("it has a dataset whose numbers were not all written");
        }
    }

    private static Hdf5Message Only(IReadOnlyList<Hdf5Message> header, int type)
    {
        var found = header.Where(message => message.Type == type).Take(2).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new FormatException("a dataset does not say what numbers it has, and where");
    }
}
