using System.Buffers.Binary;

namespace Likeness.Interop;

/// <summary>One array of a MATLAB file: its flags, sizes, name and numbers, each a separate element.</summary>
internal static class MatMatrix
{
    private const int LongestName = 63; // MATLAB's own limit for names
    private const int MaxAxes = 8;
    private const int ComplexFlag = 0x08;

    /// <summary>Reads an array if its name is requested.</summary>
    /// <param name="stream">A stream just after the array's own header; its final position is undefined.</param>
    /// <param name="names">The requested names.</param>
    /// <param name="found">Receives the array under its name.</param>
    /// <exception cref="FormatException">It is damaged, or a requested array does not consist of integers from 0 to 255.</exception>
    public static void Read(Stream stream, IReadOnlyList<string> names, Dictionary<string, ByteArray> found)
    {
        byte[] flags = MatElement.ReadTag(stream).Content(stream, 8);
        byte[] sizes = MatElement.ReadTag(stream).Content(stream, MaxAxes * sizeof(int));
        string name = System.Text.Encoding.Latin1.GetString(MatElement.ReadTag(stream).Content(stream, LongestName));
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            return;
        }

        // Classes 6 to 15 are numbers: double, single, and integers of 8 to 64 bits.
        if (flags.Length < 2 || flags[0] is < 6 or > 15 || (flags[1] & ComplexFlag) != 0)
        {
            throw new FormatException($"'{name}' is no array of real numbers");
        }

        if (!found.TryAdd(name, Numbers(stream, sizes, name)))
        {
            throw new FormatException($"it holds '{name}' twice");
        }
    }

    private static ByteArray Numbers(Stream stream, byte[] sizes, string name)
    {
        var shape = new int[sizes.Length / sizeof(int)];
        long count = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32LittleEndian(sizes.AsSpan(i * sizeof(int)));
            count =
                shape[i] >= 0
                    ? Math.Min(count * shape[i], BoundedRead.Max + 1L)
                    : throw new FormatException($"'{name}' has an impossible shape");
        }

        var data = MatElement.ReadTag(stream);
        string code = Code(data.Type) ?? throw new FormatException($"'{name}' holds values of type {data.Type}");
        if (data.Length != count * (code[1] - '0'))
        {
            throw new FormatException(
                $"'{name}' has {data.Length} bytes for ({string.Join(", ", shape)}) values of '{code}'"
            );
        }

        var content = data.Small is null ? stream : new MemoryStream(data.Small);
        return new ByteArray(shape, WholeBytes.Read(content, count, code, bigEndian: false));
    }

    /// <summary>The stored type of an element in NumPy's notation; MATLAB stores doubles that are small integers as bytes.</summary>
    private static string? Code(int type) =>
        type switch
        {
            1 => "i1",
            2 => "u1",
            3 => "i2",
            4 => "u2",
            5 => "i4",
            6 => "u4",
            7 => "f4",
            9 => "f8",
            12 => "i8",
            13 => "u8",
            _ => null,
        };
}
