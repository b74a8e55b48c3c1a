using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>
/// Rows in which columns of keys give way to their parts that repeat, such as the year of <c>INV-2024-00017</c>: these are compared like categories. A
/// generated key that is not of the real ones' pattern has no parts.
/// </summary>
internal static class KeyPartColumns
{
    // Of test keys that are not missing: where more are not of the pattern, it is one of the training rows alone, and samples would be nearer to test rows.
    private const double MaxForeign = 0.01;

    /// <summary>The samples with the parts of the first one's keys behind their columns, which lose them.</summary>
    /// <param name="train">Training rows, whose keys say what repeats.</param>
    /// <param name="test">Test rows with the same columns.</param>
    /// <param name="generated">Generated rows with the same columns.</param>
    /// <param name="warnings">Receives a sentence on each column; null for none.</param>
    public static (Table Train, Table? Test, Table Generated) Split(
        Table train,
        Table? test,
        Table generated,
        List<string>? warnings = null
    )
    {
        int[] keys =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(i =>
                    train.Columns[i].Kind is IdentifierKind { Parts: { } parts }
                    && (test is null || AreOf(parts, test.Columns[i].Kind, test.Column(i)))
                ),
        ];
        if (keys.Length == 0)
        {
            return (train, test, generated);
        }

        warnings?.AddRange(
            keys.Select(i =>
                $"Column '{train.Columns[i].Name}' holds identifiers, of which the parts that repeat are compared."
            )
        );
        var names = train.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var columns = keys.Select(i => KeyParts.Columns(train.Columns[i], names)).ToArray();
        var parts = Array.ConvertAll(keys, i => ((IdentifierKind)train.Columns[i].Kind).Parts!);
        return (Split(train), test is null ? null : Split(test), Split(generated));

        Table Split(Table rows)
        {
            var all = rows.Columns.ToList();
            var cells = Enumerable.Range(0, rows.Width).Select(rows.ColumnValues).ToList();
            for (int i = 0; i < keys.Length; i++)
            {
                var from = rows.Columns[keys[i]];
                int[]?[] levels = Array.ConvertAll(
                    cells[keys[i]],
                    cell => double.IsNaN(cell) ? null : parts[i].LevelsOf(from.Kind, cell)
                );
                all.AddRange(columns[i]);
                cells.AddRange(
                    columns[i]
                        .Select(
                            (_, part) =>
                                Array.ConvertAll(levels, own => own?[part] is >= 0 and var level ? level : double.NaN)
                        )
                );
            }

            int[] left = [.. Enumerable.Range(0, all.Count).Where(i => !keys.Contains(i))];
            return Table.FromColumns([.. left.Select(i => all[i])], [.. left.Select(i => cells[i])], rows.Picture);
        }
    }

    private static bool AreOf(KeyParts parts, ColumnKind kind, ReadOnlySpan<double> cells)
    {
        var (known, foreign) = (0, 0);
        foreach (double cell in cells)
        {
            if (!double.IsNaN(cell))
            {
                known++;
                foreign += parts.LevelsOf(kind, cell).Contains(-1) ? 1 : 0;
            }
        }

        return foreign <= MaxForeign * known;
    }
}
