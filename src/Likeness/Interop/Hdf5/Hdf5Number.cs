namespace Likeness.Interop.Hdf5;

/// <summary>The number format of a dataset (HDF5 File Format 3.0, §IV.A.2.d).</summary>
/// <param name="Code">Kind and size in NumPy's notation, such as <c>f8</c>.</param>
/// <param name="Size">Bytes per number.</param>
/// <param name="BigEndian">Whether the first byte is the most significant.</param>
internal sealed record Hdf5Number(string Code, int Size, bool BigEndian)
{
    private static readonly string[] Classes =
    [
        "whole numbers",
        "floats",
        "times",
        "text",
        "bit fields",
        "raw bytes",
        "records of several fields",
        "references",
        "names of values (as h5py keeps truth values)",
        "lists of unequal length",
        "arrays within arrays",
    ];

    /// <summary>Reads the message.</summary>
    /// <exception cref="NotSupportedException">The values are not numbers, or their format is unusual.</exception>
    public static Hdf5Number Read(Hdf5Message message)
    {
        if (message.Elsewhere)
        {
            throw new NotSupportedException("it has a dataset whose type is shared");
        }

        var fields = message.Fields;
        int kind = fields.Byte() & 0x0F;
        uint bits = (uint)fields.Number(3);
        uint size = fields.UInt32();
        return kind switch
        {
            0 => Whole(bits, size, fields),
            1 => Float(bits, size, fields),
            _ => throw new NotSupportedException(
                $"it has a dataset of {(kind < Classes.Length ? Classes[kind] : $"type {kind}")} and not of numbers"
            ),
        };
    }

    private static Hdf5Number Whole(uint bits, uint size, Hdf5Fields fields)
    {
        bool signed = (bits & 0x08) != 0;
        return size is 1 or 2 or 4 or 8 && fields.UInt16() == 0 && fields.UInt16() == 8 * size
            ? new Hdf5Number($"{(signed ? 'i' : 'u')}{size}", (int)size, (bits & 0x01) != 0)
            : throw new NotSupportedException($"it has a dataset of whole numbers of an unusual width ({size} bytes)");
    }

    private static Hdf5Number Float(uint bits, uint size, Hdf5Fields fields)
    {
        // IEEE 754: the sign first, then the biased exponent, then a mantissa without its leading one.
        var (exponent, excess) = size switch
        {
            2 => (5, 15u),
            4 => (8, 127u),
            8 => (11, 1023u),
            _ => (0, 0u),
        };
        int width = 8 * (int)Math.Min(size, 64);
        int mantissa = width - exponent - 1;
        bool usual =
            exponent > 0
            && (bits & 0x40) == 0
            && ((bits >> 4) & 3) == 2
            && ((bits >> 8) & 0xFF) == width - 1
            && fields.UInt16() == 0
            && fields.UInt16() == width
            && fields.Byte() == mantissa
            && fields.Byte() == exponent
            && fields.Byte() == 0
            && fields.Byte() == mantissa
            && fields.UInt32() == excess;
        return usual
            ? new Hdf5Number($"f{size}", (int)size, (bits & 0x01) != 0)
            : throw new NotSupportedException($"it has a dataset of floats that are not of IEEE 754 ({size} bytes)");
    }
}
