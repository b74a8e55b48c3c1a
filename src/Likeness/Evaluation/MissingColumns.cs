using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>Finds columns without any value in one of the samples; they are reported and left out of the comparison.</summary>
internal static class MissingColumns
{
    /// <summary>The samples without these columns.</summary>
    /// <exception cref="LikenessException">No column is left.</exception>
    public static (Table Train, Table? Test, Table Generated) LeaveOut(
        Table train,
        Table? test,
        Table generated,
        List<string> warnings
    )
    {
        if (train.Width != generated.Width || (test ?? train).Width != train.Width)
        {
            return (train, test, generated); // refused elsewhere
        }

        int[] left =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(column =>
                    HasValues(train, column, "real", warnings)
                    && (test is null || HasValues(test, column, "test", warnings))
                    && HasValues(generated, column, "generated", warnings)
                ),
        ];
        if (left.Length == train.Width)
        {
            return (train, test, generated);
        }

        return left.Length > 0
            ? (Only(train, left), test is null ? null : Only(test, left), Only(generated, left))
            : throw new LikenessException(
                "No column has values in both samples; give tables that share at least one column with numbers."
            );
    }

    private static bool HasValues(Table table, int column, string name, List<string> warnings)
    {
        if (table.RowCount == 0 || !Array.TrueForAll(table.ColumnValues(column), double.IsNaN))
        {
            return true;
        }

        warnings.Add($"Column '{table.Columns[column].Name}' of the {name} sample has no values; it was left out.");
        return false;
    }

    private static Table Only(Table table, int[] columns)
    {
        var values = new double[table.RowCount * columns.Length];
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                values[(row * columns.Length) + i] = table[row, columns[i]];
            }
        }

        return new Table([.. columns.Select(column => table.Columns[column])], values);
    }
}
