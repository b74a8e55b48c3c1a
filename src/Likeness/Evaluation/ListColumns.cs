using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>Rows in which columns of lists give way to columns of their choices, which are compared like other booleans.</summary>
internal static class ListColumns
{
    // Fewer rows say nothing of a choice.
    private const int MinRows = 5;

    /// <summary>The samples with the choices in place of lists.</summary>
    /// <param name="train">Training rows, which say what occurs often.</param>
    /// <param name="test">Test rows under the same columns.</param>
    /// <param name="generated">Generated rows under the same columns.</param>
    /// <param name="warnings">Receives a sentence on each column; null for none, and all choices.</param>
    public static (Table Train, Table? Test, Table Generated) Split(
        Table train,
        Table? test,
        Table generated,
        List<string>? warnings = null
    )
    {
        if (!train.Columns.Any(column => column.Kind is ListKind))
        {
            return (train, test, generated);
        }

        var names = train.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var kept = train.Columns.Select((column, i) => Kept(train, i, warnings is null ? 0 : MinRows)).ToList();
        warnings?.AddRange(
            kept.Index()
                .Where(one => one.Item is not null)
                .Select(one =>
                    $"Column '{train.Columns[one.Index].Name}' holds lists, of which the {one.Item!.Length} choices of at least {MinRows} rows are compared."
                )
        );
        return (Split(train), test is null ? null : Split(test), Split(generated));

        Table Split(Table rows)
        {
            var columns = new List<Column>();
            var cells = new List<double[]>();
            for (int i = 0; i < rows.Width; i++)
            {
                var column = rows.Columns[i];
                if (kept[i] is not { } choices)
                {
                    columns.Add(column);
                    cells.Add(rows.ColumnValues(i));
                    continue;
                }

                foreach (int choice in choices)
                {
                    columns.Add(ListChoices.ColumnOf(column, choice, names) with { Missing = column.Missing });
                    cells.Add(ListChoices.Of(rows.Column(i), choice));
                }
            }

            return Table.FromColumns(columns, [.. cells], rows.Picture).WrittenAs(rows.Dialect);
        }
    }

    // The choices that occur often; null for another column.
    private static int[]? Kept(Table train, int at, int minRows) =>
        train.Columns[at].Kind is ListKind lists
            ?
            [
                .. ListChoices
                    .CountsOf(lists, train.Column(at))
                    .Index()
                    .Where(one => one.Item >= minRows)
                    .Select(one => one.Index),
            ]
            : null;
}
