using Likeness.Interop;
using Likeness.Interop.Hdf5;

namespace Likeness.Data;

/// <summary>Builds a table from arrays of .npy or HDF5 files: a one-dimensional array is a column, a two-dimensional one is rows × columns.</summary>
internal static class ArrayColumns
{
    /// <summary>Reads arrays with equal numbers of rows and joins them as columns x0, x1, …; NaN is a missing value.</summary>
    /// <param name="paths">The files, or datasets in them; at least one.</param>
    /// <exception cref="LikenessException">
    /// A file cannot be read, has no or too many axes, no rows or another number of rows than the first, or an infinite number.
    /// </exception>
    public static LoadedTable Read(IReadOnlyList<string> paths)
    {
        var all = paths.SelectMany(Arrays).ToArray();
        paths = [.. all.Select(one => one.Place)];
        var arrays = all.Select(one => Checked(one.Array, one.Place)).ToArray();
        int rows = arrays[0].Shape[0];
        for (int i = 1; i < arrays.Length; i++)
        {
            if (arrays[i].Shape[0] != rows)
            {
                throw new LikenessException(
                    $"{paths[i]}: {arrays[i].Shape[0]} rows do not match the {rows} of {paths[0]} (give arrays of equal length)"
                );
            }
        }

        long total = arrays.Sum(array => (long)Width(array));
        if (total > TableSize.MaxColumns)
        {
            throw new LikenessException(
                $"{paths[0]}: {total} columns, and a table has at most {TableSize.MaxColumns} (give fewer columns)"
            );
        }

        int width = (int)total;
        if ((long)rows * width > System.Array.MaxLength)
        {
            throw new LikenessException($"{paths[0]}: {rows} rows of {width} columns are too many (give fewer rows)");
        }

        var columns = Enumerable.Range(0, width).Select(i => new Column($"x{i}")).ToArray();
        var values = new List<double>(rows * width);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0, first = 0; i < arrays.Length; first += Width(arrays[i]), i++)
            {
                var part = arrays[i].Values.AsSpan(row * Width(arrays[i]), Width(arrays[i]));
                FiniteNumbers.Require(part, paths[i], row, columns.AsSpan(first));
                values.AddRange(part);
            }
        }

        return MissingValues.Declare(new Table(columns, [.. values]));
    }

    /// <summary>Reads an array by its name.</summary>
    /// <exception cref="LikenessException">It cannot be read, or is not an array.</exception>
    public static NpyArray Array(string path) =>
        DataFileKinds.Detect(path) == DataFileKind.Hdf5 && DataFileName.Parse(path) is var (file, part)
            ? Hdf5File.Read(file, part)
            : NpyReader.Read(path);

    // All arrays of an archive lie side by side.
    private static IEnumerable<(NpyArray Array, string Place)> Arrays(string path)
    {
        bool isArchive = string.Equals(Path.GetExtension(path), ".npz", StringComparison.OrdinalIgnoreCase);
        return !isArchive
            ? [(Array(path), path)]
            : ArrayFile.Read(
                path,
                ".npz file",
                stream =>
                {
                    using var npz = new NpzFile(stream);
                    return npz.Names.Select(name => (npz.ReadNumbers(name, path), $"{path}, '{name}'")).ToArray();
                }
            );
    }

    private static NpyArray Checked(NpyArray array, string path)
    {
        string shape = $"({string.Join(", ", array.Shape)})";
        if (array.Shape.Count is < 1 or > 2)
        {
            throw new LikenessException(
                $"{path}: the array has {array.Shape.Count} axes {shape}, and a table needs 1 or 2 (reshape it to rows × columns)"
            );
        }

        return array.Values.Length > 0
            ? array
            : throw new LikenessException($"{path}: the array is empty, shape {shape} (give at least one row)");
    }

    private static int Width(NpyArray array) => array.Shape.Count == 1 ? 1 : array.Shape[1];
}
