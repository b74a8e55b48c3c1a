using Likeness.Interop;

namespace Likeness.Data;

/// <summary>Reads a table from a pickled DataFrame.</summary>
internal static class FrameFile
{
    /// <summary>Reads the columns under their own names; NaN is a missing value.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LikenessException">The file cannot be read, or has an infinite number.</exception>
    public static LoadedTable Read(string path)
    {
        var table = DataFramePickle.Read(path);
        Column[] columns = [.. table.Columns];
        for (int row = 0; row < table.RowCount; row++)
        {
            FiniteNumbers.Require(table.Row(row), path, row, columns);
        }

        return MissingValues.Declare(table);
    }
}
