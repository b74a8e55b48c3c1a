using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>Rows with a further column for each one of numbers and codes: which code stands in place of a number. It is compared like a category; among the numbers, codes are missing.</summary>
internal static class CodeColumns
{
    /// <summary>The samples with the columns of codes behind the others.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="test">Test rows under the same columns.</param>
    /// <param name="generated">Generated rows under the same columns.</param>
    public static (Table Train, Table? Test, Table Generated) Split(Table train, Table? test, Table generated) =>
        train.Columns.All(column => column.Codes is null)
            ? (train, test, generated)
            : (Split(train), test is null ? null : Split(test), Split(generated));

    private static Table Split(Table rows)
    {
        var coded = rows.Columns.Index().Where(column => column.Item.Codes is not null).ToList();
        return Table
            .FromColumns(
                [.. rows.Columns, .. coded.Select(one => CodesOf(one.Item))],
                [
                    .. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues),
                    .. coded.Select(one =>
                        Array.ConvertAll(
                            rows.ColumnValues(one.Index),
                            cell => one.Item.Codes!.CodeOf(cell) is >= 0 and var code ? code : double.NaN
                        )
                    ),
                ],
                rows.Picture
            )
            .WrittenAs(rows.Dialect);
    }

    private static Column CodesOf(Column column) =>
        new(column.Name + NumberCodes.Suffix) { Kind = new CategoryKind([.. column.Codes!.Texts]), Missing = "" };
}
