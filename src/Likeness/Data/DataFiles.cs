using Likeness.Data.Csv;
using Likeness.Data.Json;
using Likeness.Data.Parquet;
using Likeness.Data.Schemas;

namespace Likeness.Data;

/// <summary>
/// Reads data files: one CSV, JSON or Parquet file or pickled DataFrame; arrays of .npy and HDF5 files, side by side; or two .npy
/// arrays of pixel positions with the JPEG image that colours them, in any order. A dataset of an HDF5 file is named after
/// <c>#</c>: <c>file.h5#train</c>.
/// </summary>
public static class DataFiles
{
    /// <summary>The supported kinds of files.</summary>
    internal const string Kinds =
        "a .csv, .json or .parquet file, .npy or .h5 arrays, a .pickle of a DataFrame, or two .npy and a .jpg";

    /// <summary>Reads files into one table; see <see cref="Load"/>.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="missingToken">A marker of missing values, or null; missing values are NaN.</param>
    /// <exception cref="LikenessException">As in <see cref="Load"/>.</exception>
    public static Table Read(IReadOnlyList<string> paths, string? missingToken = null) =>
        Load(paths, missingToken is null ? [] : [missingToken]).Table;

    /// <summary>Reads files into one table. The kind of a file follows from its first bytes, else from its extension.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="missing">Markers of missing values in text files, beside the usual ones; NaN is missing in arrays and DataFrames.</param>
    /// <param name="progress">Receives the fraction of the files that has been read.</param>
    /// <param name="schema">The kinds of some or all columns of a text or Parquet file; null to detect all.</param>
    /// <returns>At least one row, and how the file is written.</returns>
    /// <exception cref="LikenessException">
    /// A file is missing, damaged, of an unknown kind, or contains a number that is not finite; or the files do not belong together.
    /// </exception>
    public static LoadedTable Load(
        IReadOnlyList<string> paths,
        IReadOnlyCollection<string>? missing = null,
        Action<double>? progress = null,
        TableSchema? schema = null
    )
    {
        if (paths.Count == 0)
        {
            throw new LikenessException($"no data file is named (give {Kinds})");
        }

        var kinds = paths.Select(DataFileKinds.Detect).ToArray();
        string[] Named(params DataFileKind[] which) => [.. paths.Where((_, i) => which.Contains(kinds[i]))];
        string[] arrays = Named(DataFileKind.Npy, DataFileKind.Hdf5);
        string[] pictures = Named(DataFileKind.Jpeg);
        int places = Named(DataFileKind.Npy).Length;
        if (schema is not null && kinds is not [DataFileKind.Csv or DataFileKind.Json or DataFileKind.Parquet])
        {
            throw new LikenessException(
                $"{schema.Source}: a schema is for one CSV, JSON or Parquet file, and {paths[0]} is none (leave the schema out)"
            );
        }

        return (paths.Count - arrays.Length - pictures.Length, arrays.Length, pictures.Length) switch
        {
            (1, 0, 0) when kinds[0] == DataFileKind.Pickle => FrameFile.Read(paths[0]),
            (1, 0, 0) when kinds[0] == DataFileKind.Parquet => ParquetInput.Read(
                paths[0],
                missing ?? [],
                schema,
                progress
            ),
            (1, 0, 0) when kinds[0] == DataFileKind.Json => JsonReader.Read(
                TextFile.Open(paths[0]),
                missing ?? [],
                schema,
                progress
            ),
            (1, 0, 0) => CsvReader.Read(TextFile.Open(paths[0]), missing ?? [], schema, progress),
            (0, > 0, 0) => ArrayColumns.Read(arrays),
            (0, 2, 1) when places == 2 => Picture(arrays, pictures[0]),
            (0, _, > 0) => throw new LikenessException(
                $"{pictures[0]}: an image needs the positions of its points "
                    + "(add two .npy files: the pixels' rows, and their columns)"
            ),
            _ => throw new LikenessException($"{paths[0]} and {paths[1]} do not go together (give {Kinds})"),
        };
    }

    /// <summary>The extension of a file of samples in the format of files: .parquet, .jsonl, .json, .tsv, .tab or .psv; .csv for any other.</summary>
    internal static string ExtensionOf(IReadOnlyList<string> paths)
    {
        if (paths is not [var path] || !File.Exists(path))
        {
            return ".csv";
        }

        return DataFileKinds.Detect(path) switch
        {
            DataFileKind.Parquet => ".parquet",
            DataFileKind.Json => JsonRows.IsArray(TextFile.Open(path)) ? ".json" : ".jsonl",
            DataFileKind.Csv => CsvDelimiter.ExtensionOf(path),
            _ => ".csv",
        };
    }

    private static LoadedTable Picture(string[] arrays, string picture)
    {
        bool swapped = Names(arrays[0], "ys") && Names(arrays[1], "xs");
        var (xs, ys) = swapped ? (arrays[1], arrays[0]) : (arrays[0], arrays[1]);
        return new LoadedTable(PiGenerator.Read(xs, ys, picture), 0);
    }

    private static bool Names(string path, string axis) =>
        Path.GetFileNameWithoutExtension(path).Contains(axis, StringComparison.OrdinalIgnoreCase);
}
