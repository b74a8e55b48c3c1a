using Likeness.Data;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Exceptions of what the rows of a key share, such as a wrong sex in one visit of a patient. Sampled rows have them behind the columns of the data until they are put together to subjects.
/// </summary>
internal static class SharedExceptions
{
    /// <summary>Rows with these exceptions in their places, but for those that are not emitted or accepted.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="rows">Sampled rows.</param>
    /// <param name="accepts">What else each row must satisfy; null for nothing.</param>
    public static Table Join(TableEncoding encoding, Table rows, Func<Table, bool[]>? accepts = null)
    {
        if (rows.Width == encoding.Columns.Count)
        {
            return rows;
        }

        var joined = encoding.AllRules.Join(rows);
        bool[]? accepted = accepts?.Invoke(joined);
        int[] refused =
        [
            .. encoding
                .Breaking(joined)
                .Union(Enumerable.Range(0, rows.RowCount).Where(row => accepted?[row] == false)),
        ];
        double[][] cells = [.. Enumerable.Range(0, joined.Width).Select(joined.ColumnValues)];
        for (int column = 0; column < cells.Length; column++)
        {
            foreach (int row in refused)
            {
                cells[column][row] = rows[row, column];
            }
        }

        return Table.FromColumns(joined.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <summary>Rows without these exceptions.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="rows">Sampled rows.</param>
    public static Table Without(TableEncoding encoding, Table rows) =>
        rows.TakeColumns([.. Enumerable.Range(0, encoding.Columns.Count)]);
}
