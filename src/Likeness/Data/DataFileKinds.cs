using Likeness.Data.Csv;
using Likeness.Data.Parquet.Reading;
using Likeness.Interop;
using Likeness.Interop.Hdf5;

namespace Likeness.Data;

/// <summary>The kinds of data files.</summary>
internal enum DataFileKind
{
    /// <summary>Text with cells between commas, semicolons or tabs.</summary>
    Csv,

    /// <summary>Objects, one a line or in an array.</summary>
    Json,

    /// <summary>A NumPy array, or an archive of some.</summary>
    Npy,

    /// <summary>An HDF5 file, or a dataset in one.</summary>
    Hdf5,

    /// <summary>A Parquet file.</summary>
    Parquet,

    /// <summary>A pickled pandas table.</summary>
    Pickle,

    /// <summary>A JPEG image.</summary>
    Jpeg,
}

/// <summary>Identifies the kinds of data files.</summary>
internal static class DataFileKinds
{
    /// <summary>The kind of a file: by its first bytes, else by its extension.</summary>
    /// <exception cref="LikenessException">There is no such file, or its kind is unknown.</exception>
    public static DataFileKind Detect(string path)
    {
        var (file, part) = DataFileName.Parse(path);
        var kind = DetectFile(file);
        return part is null || kind == DataFileKind.Hdf5
            ? kind
            : throw new LikenessException($"{path}: only HDF5 files have datasets to name (give {file})");
    }

    private static DataFileKind DetectFile(string path)
    {
        var start = InputFile.ReadStart(path, 8);
        if (start.StartsWith(NpyHeader.Magic))
        {
            return DataFileKind.Npy;
        }

        if (start.StartsWith(Hdf5Superblock.Signature))
        {
            return DataFileKind.Hdf5;
        }

        if (start.StartsWith(FileLayout.Magic))
        {
            return DataFileKind.Parquet;
        }

        if (start is [0x80, >= 2 and <= 5, ..])
        {
            return DataFileKind.Pickle;
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return DataFileKind.Jpeg;
        }

        // Some programs decompress a file and leave its name.
        bool isPacked = TextFile.IsGzip(start) || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        string name = isPacked ? Path.GetFileNameWithoutExtension(path) : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            string text when CsvDelimiter.Extensions.Contains(text) => DataFileKind.Csv,
            ".json" or ".jsonl" or ".ndjson" => DataFileKind.Json,
            ".parquet" => DataFileKind.Parquet,
            ".npy" or ".npz" => DataFileKind.Npy,
            ".h5" or ".hdf5" => DataFileKind.Hdf5,
            ".pickle" or ".pkl" => DataFileKind.Pickle,
            ".jpg" or ".jpeg" => DataFileKind.Jpeg,
            string other => throw new LikenessException(
                $"{path}: {(other.Length == 0 ? "a file without extension" : $"'{other}'")} is not a known kind of data file "
                    + $"(for a table give {DataFiles.Kinds}; for images a folder of pictures, for text a .txt file, for audio a .wav file or a folder of them)"
            ),
        };
    }
}
