using Likeness.Data;
using Likeness.Interop;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>Checks the files of a benchmark.</summary>
internal static class BenchmarkFiles
{
    /// <summary>The one file.</summary>
    /// <exception cref="LikenessException">There are none or several.</exception>
    public static string Single(IReadOnlyList<string> files, string benchmark, string wanted)
    {
        Count(files, 1, benchmark, wanted);
        return files[0];
    }

    /// <summary>Checks the number of files.</summary>
    /// <exception cref="LikenessException">It differs.</exception>
    public static void Count(IReadOnlyList<string> files, int count, string benchmark, string wanted)
    {
        if (files.Count != count)
        {
            throw new LikenessException(
                $"{benchmark} is read from {count} {(count == 1 ? "file" : "files")}, not {files.Count} (give --data {wanted})"
            );
        }
    }

    /// <summary>Checks the width of rows.</summary>
    /// <exception cref="LikenessException">It differs.</exception>
    public static NumberRows RequireWidth(NumberRows rows, int width, string file) =>
        rows.Width == width
            ? rows
            : throw new LikenessException(
                $"{file}: the rows have {rows.Width} columns instead of {width} (give the file as it was published)"
            );

    /// <summary>Whether a file is a NumPy array.</summary>
    /// <exception cref="LikenessException">It cannot be read.</exception>
    public static bool IsNpy(string file) =>
        InputFile.ReadStart(file, NpyHeader.Magic.Length).StartsWith(NpyHeader.Magic);
}
