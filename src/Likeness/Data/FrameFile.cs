using Likeness.Interop;

namespace Likeness.Data;

/// <summary>Reads a table from a pickled DataFrame.</summary>
internal static class FrameFile
{
    /// <summary>Reads the columns under their own names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">With <c>nan</c> among them, columns with only NaN are left out, and then rows with NaN.</param>
    /// <exception cref="LikenessException">The file cannot be read, or has a number that is not finite.</exception>
    public static LoadedTable Read(string path, IReadOnlyCollection<string> missing)
    {
        var table = DataFramePickle.Read(path);
        Column[] columns = [.. table.Columns];
        var finite = new FiniteNumbers(missing);
        for (int row = 0; row < table.RowCount; row++)
        {
            finite.Require(table.Row(row), path, row, columns);
        }

        return MissingValues.LeaveOut(columns, [.. table.ToRowMajor()], path);
    }
}
