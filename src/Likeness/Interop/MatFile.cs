using System.IO.Compression;

namespace Likeness.Interop;

/// <summary>
/// Reads arrays of integers from 0 to 255 from MATLAB files of level 5, compressed or not ("MAT-File Format", The MathWorks,
/// 2024, chapter 1): a header of 128 bytes, then elements of type, length and content.
/// </summary>
public static class MatFile
{
    private const int HeaderLength = 128;

    /// <summary>Reads some of the file's arrays; others are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The required variables.</param>
    /// <returns>
    /// The arrays in the order of the names. Their values are in MATLAB's column-major order, so that big ones
    /// need not be transposed; at most 1 GiB each.
    /// </returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, is of another kind or level, is damaged or cut off, or lacks one of the arrays.
    /// </exception>
    public static IReadOnlyList<ByteArray> Read(string path, params IReadOnlyList<string> names) =>
        ArrayFile.Read(path, "MATLAB file", file => Read(file, names));

    private static List<ByteArray> Read(FileStream file, IReadOnlyList<string> names)
    {
        CheckHeader(BoundedRead.Exactly(file, Math.Min(HeaderLength, file.Length)));
        var found = new Dictionary<string, ByteArray>(StringComparer.Ordinal);
        while (file.Position < file.Length && found.Count < names.Count)
        {
            var element = MatElement.ReadTag(file);
            long end = file.Position + element.Length;
            if (end > file.Length)
            {
                throw new FormatException($"it is cut off after {file.Length} bytes");
            }

            ReadElement(file, element, names, found);
            file.Position = end; // a decompressing stream reads ahead
        }

        return
        [
            .. names.Select(name =>
                found.TryGetValue(name, out var array)
                    ? array
                    : throw new FormatException($"it holds no array '{name}'")
            ),
        ];
    }

    private static void ReadElement(
        FileStream file,
        MatElement element,
        IReadOnlyList<string> names,
        Dictionary<string, ByteArray> found
    )
    {
        if (element.Type == MatElement.Matrix)
        {
            MatMatrix.Read(file, names, found);
        }
        else if (element.Type == MatElement.Compressed)
        {
            using var unpacked = new ZLibStream(file, CompressionMode.Decompress, leaveOpen: true);
            if (MatElement.ReadTag(unpacked).Type == MatElement.Matrix)
            {
                MatMatrix.Read(unpacked, names, found);
            }
        }
    }

    private static void CheckHeader(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("MATLAB 7.3"u8))
        {
            throw new FormatException("it is of version 7.3 (HDF5), so save it with '-v7'");
        }

        if (header.Length < HeaderLength || !header.StartsWith("MATLAB 5.0"u8))
        {
            throw new FormatException("it does not start with 'MATLAB 5.0'");
        }

        if (!header[126..].SequenceEqual("IM"u8))
        {
            throw new FormatException("its numbers are not little-endian, so save it on an ordinary machine");
        }
    }
}
