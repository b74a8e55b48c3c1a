using Likeness.Data;

namespace Likeness.Interop;

/// <summary>Reads arrays of numbers from .npy files, versions 1 to 3 (NumPy NEP 1); it executes no code.</summary>
public static class NpyReader
{
    /// <summary>Reads booleans, integers of 1 to 8 bytes and floats of 2 to 8, in either byte order and either axis order.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The shape and the numbers in C order; integers beyond 2⁵³ are rounded to the nearest double.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, is not a .npy file, is cut short or damaged, or contains no real numbers.
    /// </exception>
    public static NpyArray Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads an array from memory.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <exception cref="LikenessException">As in <see cref="Read(string)"/>.</exception>
    internal static NpyArray Read(ReadOnlySpan<byte> data, string name)
    {
        if (!data.StartsWith(NpyHeader.Magic))
        {
            throw new LikenessException($"{name}: this is not a .npy file (it does not start with \\x93NUMPY)");
        }

        try
        {
            var header = NpyHeader.Read(data);
            var (code, size) = Element(header.Descr);
            var content = data[header.DataStart..];
            var values = new double[Count(header.Shape, size, content.Length)];
            NpyElement.Decode(content, code, header.Descr!.StartsWith('>'), values);
            return new NpyArray(header.Shape, header.FortranOrder ? ToCOrder(values, header.Shape) : values);
        }
        catch (InvalidDataException error)
        {
            throw new LikenessException($"{name}: {error.Message} (save the array again with numpy.save)", error);
        }
    }

    private static (string Code, int Size) Element(string? descr)
    {
        if (descr is null)
        {
            throw new InvalidDataException("its elements are records of several fields, and only numbers can be read");
        }

        string code = descr.TrimStart('<', '>', '|', '=');
        return NpyElement.Find(code) is { } element
            ? (code, element.Size)
            : throw new InvalidDataException(
                $"its elements are {NpyElement.Describe(code)} ('{descr}'), and only real numbers can be read"
            );
    }

    /// <summary>The number of elements, after checking that the file holds exactly so many.</summary>
    private static int Count(int[] shape, int size, int bytes)
    {
        long count = 1;
        foreach (int axis in shape)
        {
            // One axis is below 2³¹, so a count of at most the file's length cannot overflow.
            count *= axis;
            if (count > bytes / size)
            {
                break;
            }
        }

        string claim = $"its header says ({string.Join(", ", shape)}) elements of {size} bytes";
        if (count > bytes / size)
        {
            throw new InvalidDataException($"{claim}, and the file contains only {bytes} bytes");
        }

        return count * size == bytes
            ? (int)count
            : throw new InvalidDataException($"{claim}, and the file contains {bytes} bytes, which is more");
    }

    private static double[] ToCOrder(double[] values, int[] shape)
    {
        var transposed = new double[values.Length];
        var index = new int[shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int to = 0;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                to = (to * shape[axis]) + index[axis];
            }

            transposed[to] = values[i];
            for (int axis = 0; axis < shape.Length && ++index[axis] == shape[axis]; axis++)
            {
                index[axis] = 0;
            }
        }

        return transposed;
    }
}
