using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>
/// Chooses the columns that are compared. Identifiers, free text and columns without any real value are reported and left out. A column that only
/// the generated rows leave empty stays, because its values are all missing.
/// </summary>
internal static class ComparableColumns
{
    /// <summary>The samples in these columns.</summary>
    /// <exception cref="LikenessException">No column is left.</exception>
    public static (Table Train, Table? Test, Table Generated) Choose(
        Table train,
        Table? test,
        Table generated,
        List<string> warnings
    )
    {
        int[] left =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(column =>
                    IsLearned(train.Columns[column], warnings)
                    && HasValues(train, column, "real", warnings)
                    && (test is null || HasValues(test, column, "test", warnings))
                ),
        ];
        foreach (int column in left.Where(column => IsEmpty(generated, column)))
        {
            warnings.Add($"Column '{generated.Columns[column].Name}' of the generated sample has no values.");
        }

        if (left.Length == train.Width)
        {
            return (train, test, generated);
        }

        return left.Length > 0
            ? (train.TakeColumns(left), test?.TakeColumns(left), generated.TakeColumns(left))
            : throw new LikenessException(
                "No column can be compared; give tables that share at least one column of numbers, categories or times with values."
            );
    }

    private static bool IsLearned(Column column, List<string> warnings)
    {
        if (!column.Kind.IsLearned && column.Kind is not Data.Kinds.EmptyKind)
        {
            warnings.Add($"Column '{column.Name}' holds {Plural(column)}, which are not compared.");
        }

        return column.Kind.IsLearned || column.Kind is Data.Kinds.EmptyKind;
    }

    private static string Plural(Column column) =>
        column.Kind is Data.Kinds.IdentifierKind ? "identifiers" : "free texts";

    private static bool HasValues(Table table, int column, string name, List<string> warnings)
    {
        if (!IsEmpty(table, column))
        {
            return true;
        }

        warnings.Add($"Column '{table.Columns[column].Name}' of the {name} sample has no values; it was left out.");
        return false;
    }

    private static bool IsEmpty(Table table, int column) =>
        table.RowCount > 0 && Array.TrueForAll(table.ColumnValues(column), double.IsNaN);
}
