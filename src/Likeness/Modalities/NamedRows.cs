using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities;

/// <summary>Puts the files and the classes of examples beside their rows of an output.</summary>
internal static class NamedRows
{
    /// <summary>The name of the column of files.</summary>
    public const string File = "file";

    /// <summary>The table with columns of texts in front of its own.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="texts">The name of each column and its cells, one a row; a column without any text is left out.</param>
    public static Table After(this Table rows, IEnumerable<(string Name, IReadOnlyList<string> Cells)> texts)
    {
        var front = texts.Where(text => text.Cells.Any(cell => cell.Length > 0)).Select(Create).ToArray();
        return front.Length == 0
            ? rows
            : Table.FromColumns(
                [.. front.Select(one => one.Column), .. rows.Columns],
                [.. front.Select(one => one.Values), .. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)]
            );
    }

    /// <summary>The table with a last column <c>anomaly</c>, 1 or 0.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="isAnomaly">Whether each row is an anomaly; null to leave the column out.</param>
    public static Table Marked(this Table rows, bool[]? isAnomaly) =>
        isAnomaly is null
            ? rows
            : Table.FromColumns(
                [.. rows.Columns, new Column("anomaly")],
                [
                    .. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues),
                    Array.ConvertAll(isAnomaly, one => one ? 1.0 : 0),
                ]
            );

    /// <summary>The files of examples, each empty where there is none.</summary>
    /// <param name="files">All files, or none.</param>
    /// <param name="count">The number of examples.</param>
    public static IEnumerable<string> Padded(IReadOnlyList<string> files, int count) =>
        files.Count == 0 ? Enumerable.Repeat("", count) : files;

    private static (Column Column, double[] Values) Create((string Name, IReadOnlyList<string> Cells) text)
    {
        string[] levels = [.. text.Cells.Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal)];
        var index = levels.Select((level, i) => (level, i)).ToDictionary(StringComparer.Ordinal);
        return (
            new Column(text.Name) { Kind = new CategoryKind(levels) },
            [.. text.Cells.Select(cell => cell.Length > 0 ? index[cell] : double.NaN)]
        );
    }
}
