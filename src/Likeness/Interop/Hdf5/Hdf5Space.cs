namespace Likeness.Interop.Hdf5;

/// <summary>The sizes of a dataset's axes (HDF5 File Format 3.0, §IV.A.2.b).</summary>
/// <param name="Sizes">The sizes, outermost first; none for a single number.</param>
/// <param name="Max">The maximum sizes of the axes; <see cref="ulong.MaxValue"/> for unlimited.</param>
internal sealed record Hdf5Space(int[] Sizes, ulong[] Max)
{
    private const int MaxAxes = 8;

    /// <summary>The number of elements; at most <see cref="Array.MaxLength"/>.</summary>
    public int Count { get; } = Counted(Sizes);

    /// <summary>Reads the message.</summary>
    /// <exception cref="FormatException">The axes are impossible.</exception>
    /// <exception cref="NotSupportedException">There are too many axes or numbers.</exception>
    public static Hdf5Space Read(Hdf5Fields message)
    {
        int version = message.Byte();
        int axes = message.Byte();
        int flags = message.Byte();
        if (version is not (1 or 2))
        {
            throw new NotSupportedException($"it has axes of version {version}");
        }

        // Version 2 states whether there are numbers at all; version 1 has five zeros there.
        if (message.Byte() == 2 && version == 2)
        {
            throw new NotSupportedException("it has a dataset without numbers");
        }

        message.Skip(version == 1 ? 4 : 0);
        if (axes > MaxAxes)
        {
            throw new NotSupportedException($"it has a dataset of {axes} axes");
        }

        ulong[] sizes = [.. Enumerable.Range(0, axes).Select(_ => message.Length())];
        ulong[] max = (flags & 1) != 0 ? [.. Enumerable.Range(0, axes).Select(_ => message.Length())] : sizes;
        return new Hdf5Space(
            Array.ConvertAll(
                sizes,
                size =>
                    size <= int.MaxValue
                        ? (int)size
                        : throw new NotSupportedException($"it has a dataset with an axis of {size} numbers")
            ),
            max
        );
    }

    private static int Counted(int[] sizes)
    {
        long count = 1;
        foreach (int size in sizes)
        {
            count = Math.Min(count * size, Array.MaxLength + 1L);
        }

        return sizes.Contains(0) ? 0
            : count <= Array.MaxLength ? (int)count
            : throw new NotSupportedException($"it has a dataset of ({string.Join(", ", sizes)}) numbers");
    }
}
