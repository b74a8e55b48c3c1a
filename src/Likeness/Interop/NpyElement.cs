using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Likeness.Interop;

/// <summary>The element types of .npy files: sizes, and conversion of their bytes to numbers.</summary>
internal static class NpyElement
{
    /// <summary>Converts one element's bytes to a number, least significant first.</summary>
    internal delegate double Reading(ReadOnlySpan<byte> bytes);

    /// <summary>The size in bytes and the converter of an element type.</summary>
    /// <param name="code">Kind and size without the byte order, such as <c>f8</c>.</param>
    /// <returns>Null for types that are not real numbers, or too wide.</returns>
    public static (int Size, Reading Read)? Find(string code) =>
        code switch
        {
            "b1" => (1, b => b[0] == 0 ? 0 : 1),
            "i1" => (1, b => (sbyte)b[0]),
            "u1" => (1, b => b[0]),
            "i2" => (2, b => BinaryPrimitives.ReadInt16LittleEndian(b)),
            "u2" => (2, b => BinaryPrimitives.ReadUInt16LittleEndian(b)),
            "f2" => (2, b => (double)BinaryPrimitives.ReadHalfLittleEndian(b)),
            "i4" => (4, b => BinaryPrimitives.ReadInt32LittleEndian(b)),
            "u4" => (4, b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
            "f4" => (4, b => BinaryPrimitives.ReadSingleLittleEndian(b)),
            "i8" => (8, b => BinaryPrimitives.ReadInt64LittleEndian(b)),
            "u8" => (8, b => BinaryPrimitives.ReadUInt64LittleEndian(b)),
            "f8" => (8, b => BinaryPrimitives.ReadDoubleLittleEndian(b)),
            _ => null,
        };

    /// <summary>Converts the bytes of many elements to numbers.</summary>
    /// <param name="bytes">The elements, one after another.</param>
    /// <param name="code">Their type, which <see cref="Find"/> supports.</param>
    /// <param name="bigEndian">Whether the first byte is the most significant.</param>
    /// <param name="values">Receives the numbers; as many as there are elements.</param>
    public static void Decode(ReadOnlySpan<byte> bytes, string code, bool bigEndian, Span<double> values)
    {
        if (code == "f8" && bigEndian != BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, double>(bytes).CopyTo(values);
            return;
        }

        var (size, read) = Find(code)!.Value;
        Span<byte> transposed = stackalloc byte[sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            scoped var element = bytes.Slice(i * size, size);
            if (bigEndian)
            {
                element.CopyTo(transposed);
                transposed[..size].Reverse();
                element = transposed[..size];
            }

            values[i] = read(element);
        }
    }

    /// <summary>A description of an unsupported type.</summary>
    public static string Describe(string code) =>
        code[..Math.Min(1, code.Length)] switch
        {
            "O" => "Python objects",
            "U" or "S" or "a" => "text",
            "c" => "complex numbers",
            "M" or "m" => "dates or durations",
            "V" => "raw bytes",
            "f" or "g" => "floats of an unusual width",
            _ => "something unknown",
        };
}
