using Likeness.Data;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>The columns of the row before, which stand behind those of a row.</summary>
internal static class RowBefore
{
    private const string Suffix = ", row before";

    /// <summary>The name of a column in the row before.</summary>
    public static string Name(string column) => column + Suffix;

    /// <summary>Whether a column is one of the row before.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="before">The names of the columns that the row before has.</param>
    public static bool Is(string column, IReadOnlyList<string> before) =>
        column.EndsWith(Suffix, StringComparison.Ordinal) && before.Contains(column[..^Suffix.Length]);

    /// <summary>Adds the columns of the rows before.</summary>
    /// <param name="columns">The columns of rows.</param>
    /// <param name="values">Their cells.</param>
    /// <param name="names">The names of the columns that are added.</param>
    /// <param name="source">The rows before.</param>
    /// <param name="before">The place of each row's row before among these; −1 where there is none: [rows].</param>
    public static void Add(
        List<Column> columns,
        List<double[]> values,
        IEnumerable<string> names,
        Table source,
        int[] before
    )
    {
        foreach (string name in names)
        {
            int at = source.Columns.Index().First(one => one.Item.Name == name).Index;
            double[] cells = source.ColumnValues(at);
            columns.Add(source.Columns[at] with { Name = Name(name), Missing = source.Columns[at].Missing ?? "" });
            values.Add(Array.ConvertAll(before, row => row < 0 ? double.NaN : cells[row]));
        }
    }
}
