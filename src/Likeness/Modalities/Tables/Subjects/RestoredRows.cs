using Likeness.Data;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Changed rows, in which what rules restore follows the change.</summary>
internal static class RestoredRows
{
    /// <summary>The rows. What models see of other columns stays that of the row, so that differences to a column that has changed do.</summary>
    /// <param name="encoding">Has the rules.</param>
    /// <param name="before">The rows before the change.</param>
    /// <param name="after">The rows with other cells in some columns.</param>
    /// <param name="changed">The names of these columns.</param>
    public static Table After(TableEncoding encoding, Table before, Table after, IReadOnlyCollection<string> changed)
    {
        var affected = SubjectSampling.Affected(encoding, changed, new HashSet<string>());
        if (affected.Count == 0)
        {
            return after;
        }

        var (encoded, moved) = (encoding.Encoded(before), encoding.Encoded(after));
        double[][] cells =
        [
            .. encoded.Columns.Select((column, i) => (changed.Contains(column.Name) ? moved : encoded).ColumnValues(i)),
        ];
        var decoded = encoding.Decoded(Table.FromColumns(encoded.Columns, cells, encoded.Picture));
        return Table
            .FromColumns(
                before.Columns,
                [
                    .. before.Columns.Select(
                        (column, i) => (affected.Contains(column.Name) ? decoded : after).ColumnValues(i)
                    ),
                ],
                before.Picture
            )
            .WrittenAs(before.Dialect);
    }
}
