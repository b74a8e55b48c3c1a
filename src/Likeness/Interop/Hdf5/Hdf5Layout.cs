namespace Likeness.Interop.Hdf5;

/// <summary>The storage layout of a dataset (HDF5 File Format 3.0, §IV.A.2.i).</summary>
internal abstract record Hdf5Layout
{
    private const int Compact = 0;
    private const int Contiguous = 1;
    private const int Chunked = 2;
    private const int MaxAxes = 9;

    /// <summary>Reads the message.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">It is of an old version, or the numbers are in other files.</exception>
    public static Hdf5Layout Read(Hdf5Fields message)
    {
        int version = message.Byte();
        if (version is not (3 or 4))
        {
            throw new NotSupportedException($"it has a dataset laid out by version {version}");
        }

        int kind = message.Byte();
        return kind switch
        {
            Compact => new Hdf5Inside(message.Take(message.UInt16())),
            Contiguous => new Hdf5Block(message.Address(), message.Length()),
            Chunked when version == 3 => ReadTree(message),
            Chunked => ReadIndex(message),
            _ => throw new NotSupportedException("it has a virtual dataset, whose numbers lie in other files"),
        };
    }

    private static Hdf5Chunked ReadTree(Hdf5Fields message)
    {
        int axes = Axes(message.Byte());
        ulong address = message.Address();
        return new Hdf5Chunked(Sizes(message, axes, sizeof(uint)), Hdf5Index.Tree, address);
    }

    private static Hdf5Chunked ReadIndex(Hdf5Fields message)
    {
        const int UnfilteredEdges = 0x01;
        const int FilteredSingle = 0x02;
        int flags = message.Byte();
        if ((flags & UnfilteredEdges) != 0)
        {
            throw new NotSupportedException("it has a dataset whose outermost chunks are packed in another way");
        }

        int axes = Axes(message.Byte());
        int width = message.Byte();
        int[] sizes = Sizes(message, axes, width is >= 1 and <= 8 ? width : throw Impossible());
        var index = (Hdf5Index)message.Byte();
        ulong? stored = null;
        uint skipped = 0;
        switch (index)
        {
            case Hdf5Index.Single when (flags & FilteredSingle) != 0:
                stored = message.Length();
                skipped = message.UInt32();
                break;
            case Hdf5Index.FixedArray:
                message.Skip(1); // the number of entries per page, which the array repeats
                break;
            case Hdf5Index.Single or Hdf5Index.Implicit:
                break;
            default:
                throw new NotSupportedException(
                    $"it finds the chunks of a dataset that may grow by {(index == Hdf5Index.ExtensibleArray ? "an extensible array" : "a tree of version 2")}"
                );
        }

        return new Hdf5Chunked(sizes, index, message.Address()) { Stored = stored, Skipped = skipped };
    }

    private static int Axes(int count) => count is >= 2 and <= MaxAxes ? count : throw Impossible();

    private static int[] Sizes(Hdf5Fields message, int axes, int width) =>
        [
            .. Enumerable
                .Range(0, axes)
                .Select(_ =>
                    message.Number(width) is > 0 and <= int.MaxValue and var size ? (int)size : throw Impossible()
                ),
        ];

    private static FormatException Impossible() => new("it has a dataset with impossible chunks");
}

/// <summary>Numbers within the message.</summary>
internal sealed record Hdf5Inside(ReadOnlyMemory<byte> Bytes) : Hdf5Layout;

/// <summary>Numbers in one piece.</summary>
internal sealed record Hdf5Block(ulong Address, ulong Length) : Hdf5Layout;

/// <summary>Numbers in chunks of one size.</summary>
/// <param name="Sizes">The sizes of a chunk's axes, followed by the size of a number in bytes.</param>
/// <param name="Index">The kind of index of the chunks.</param>
/// <param name="Address">The address of the index, or of the chunks themselves.</param>
internal sealed record Hdf5Chunked(int[] Sizes, Hdf5Index Index, ulong Address) : Hdf5Layout
{
    /// <summary>The size in bytes of the filtered single chunk; null if it has no filters.</summary>
    public ulong? Stored { get; init; }

    /// <summary>A bit mask of the filters that were skipped for the single chunk.</summary>
    public uint Skipped { get; init; }
}

/// <summary>Kinds of chunk indices.</summary>
internal enum Hdf5Index
{
    /// <summary>A B-tree by position.</summary>
    Tree = 0,

    /// <summary>A single chunk.</summary>
    Single = 1,

    /// <summary>Contiguous chunks.</summary>
    Implicit = 2,

    /// <summary>A fixed array of addresses.</summary>
    FixedArray = 3,

    /// <summary>An extensible array; not supported.</summary>
    ExtensibleArray = 4,
}
