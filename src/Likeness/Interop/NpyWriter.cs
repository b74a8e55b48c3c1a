using System.Buffers.Binary;
using System.Text;
using Likeness.Data;

namespace Likeness.Interop;

/// <summary>Writes arrays of numbers to .npy files (version 1, little-endian, C order), atomically.</summary>
public static class NpyWriter
{
    /// <summary>Writes an array.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="shape">The sizes of the axes, outermost first.</param>
    /// <param name="values">The numbers in C order; as many as the sizes multiply to.</param>
    /// <param name="singlePrecision">Whether to write float32 in place of float64.</param>
    /// <exception cref="ArgumentException">The number of values does not match the shape.</exception>
    /// <exception cref="LikenessException">The file cannot be written; nothing is left of it.</exception>
    public static void Write(string path, IReadOnlyList<int> shape, double[] values, bool singlePrecision = false)
    {
        if (shape.Aggregate(1L, (product, size) => product * size) != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill the shape ({string.Join(", ", shape)}).",
                nameof(values)
            );
        }

        AtomicFile.Write(path, stream => Write(stream, shape, values, singlePrecision));
    }

    /// <summary>Writes the rows of a table as an array of shape [Rows, Width]; the column names are not kept.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="table">The rows.</param>
    /// <param name="singlePrecision">Whether to write float32 in place of float64.</param>
    /// <exception cref="LikenessException">The file cannot be written; nothing is left of it.</exception>
    public static void Write(string path, Table table, bool singlePrecision = false) =>
        AtomicFile.Write(
            path,
            stream => Write(stream, [table.RowCount, table.Width], table.ToRowMajor(), singlePrecision)
        );

    /// <summary>Writes the rows of tables of the same columns, one after another, as one array of float64.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="rows">How many rows the parts have in all.</param>
    /// <param name="parts">The parts; at least one.</param>
    /// <exception cref="LikenessException">The file cannot be written; nothing is left of it.</exception>
    internal static void Write(string path, int rows, IEnumerable<Table> parts) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                bool isFirst = true;
                foreach (var part in parts)
                {
                    if (isFirst)
                    {
                        WriteHeader(stream, [rows, part.Width], "<f8");
                        isFirst = false;
                    }

                    WriteValues(stream, part.ToRowMajor(), singlePrecision: false);
                }
            }
        );

    /// <summary>Writes an array of bytes (uint8) whose content is generated while it is written.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="shape">The sizes of the axes, outermost first.</param>
    /// <param name="content">Writes as many bytes as the sizes multiply to, in C order.</param>
    /// <exception cref="LikenessException">The file cannot be written; nothing is left of it.</exception>
    internal static void WriteBytes(string path, IReadOnlyList<int> shape, Action<Stream> content) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                WriteHeader(stream, shape, "|u1");
                content(stream);
            }
        );

    private static void Write(
        Stream stream,
        IReadOnlyList<int> shape,
        ReadOnlySpan<double> values,
        bool singlePrecision
    )
    {
        WriteHeader(stream, shape, singlePrecision ? "<f4" : "<f8");
        WriteValues(stream, values, singlePrecision);
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<double> values, bool singlePrecision)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (double value in values)
        {
            if (singlePrecision)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            }

            stream.Write(bytes[..(singlePrecision ? 4 : 8)]);
        }
    }

    private static void WriteHeader(Stream stream, IReadOnlyList<int> shape, string descr)
    {
        string sizes = shape.Count == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({sizes}), }}";

        // The elements begin at a multiple of 64 bytes; the header ends in a line feed.
        const int Preamble = 10;
        int length = (((Preamble + header.Length + 1 + 63) / 64) * 64) - Preamble;
        Span<byte> preamble = stackalloc byte[Preamble];
        NpyHeader.Magic.CopyTo(preamble);
        preamble[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(preamble[8..], (ushort)length);
        stream.Write(preamble);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
    }
}
