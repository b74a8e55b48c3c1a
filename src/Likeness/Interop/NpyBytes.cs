using System.Buffers.Binary;

namespace Likeness.Interop;

/// <summary>Reads a .npy array (NumPy NEP 1) as bytes from a stream, with no more memory than the values need.</summary>
internal static class NpyBytes
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Reads an array of integers from 0 to 255, of any type.</summary>
    /// <param name="stream">The source.</param>
    /// <param name="acceptsFractions">Whether floats from 0 to 1 are read, too, scaled to 0 … 255.</param>
    /// <exception cref="FormatException">It is not such an array; the message completes a sentence.</exception>
    public static ByteArray Read(Stream stream, bool acceptsFractions = false)
    {
        var header = Header(stream);
        string descr =
            header.Descr
            ?? throw new FormatException("its elements are records of several fields, and only numbers are read");
        long count = 1;
        foreach (int axis in header.Shape)
        {
            count = Math.Min(count * axis, BoundedRead.Max + 1L);
        }

        string code = descr.TrimStart('<', '>', '|', '=');
        byte[] values;
        try
        {
            values = WholeBytes.Read(stream, count, code, descr.StartsWith('>'), acceptsFractions);
        }
        catch (OtherNumbersException error)
        {
            throw new OtherNumbersException(
                $"this is an array ({string.Join(", ", header.Shape)}) of '{descr}': {error.Message}"
            );
        }

        BoundedRead.End(stream);
        return new ByteArray(header.Shape, header.FortranOrder ? ColumnOrder.ToRows(values, header.Shape) : values);
    }

    private static NpyHeader Header(Stream stream)
    {
        byte[] start = BoundedRead.Exactly(stream, 12);
        if (!start.AsSpan().StartsWith(NpyHeader.Magic))
        {
            throw new FormatException("it does not start with \\x93NUMPY");
        }

        // Version 1 has two bytes of length, later ones four.
        bool first = start[6] == 1;
        long length = first
            ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) - 2L
            : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        if (length is < 0 or > LongestHeader)
        {
            throw new FormatException($"its header has {length} bytes");
        }

        try
        {
            return NpyHeader.Read([.. start, .. BoundedRead.Exactly(stream, length)]);
        }
        catch (InvalidDataException error)
        {
            throw new FormatException(error.Message, error);
        }
    }
}
