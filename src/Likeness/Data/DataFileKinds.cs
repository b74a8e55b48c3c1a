using Likeness.Interop;

namespace Likeness.Data;

/// <summary>The kinds of data files.</summary>
internal enum DataFileKind
{
    /// <summary>Text with cells between commas, semicolons or tabs.</summary>
    Csv,

    /// <summary>A NumPy array.</summary>
    Npy,

    /// <summary>A JPEG picture.</summary>
    Jpeg,
}

/// <summary>Tells the kinds of data files apart.</summary>
internal static class DataFileKinds
{
    /// <summary>What a file is: by its first bytes, else by its extension.</summary>
    /// <exception cref="LikenessException">There is no such file, or it is of no known kind.</exception>
    public static DataFileKind Of(string path)
    {
        var start = InputFile.ReadStart(path, 8);
        if (start.StartsWith(NpyHeader.Magic))
        {
            return DataFileKind.Npy;
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return DataFileKind.Jpeg;
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => DataFileKind.Csv,
            ".npy" => DataFileKind.Npy,
            ".jpg" or ".jpeg" => DataFileKind.Jpeg,
            string other => throw new LikenessException(
                $"{path}: {(other.Length == 0 ? "a file without extension" : $"'{other}'")} is no known kind of data "
                    + "(give a .csv file, .npy arrays, or two .npy and a .jpg)"
            ),
        };
    }
}
