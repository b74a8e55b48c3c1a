using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables;

/// <summary>Rows of another table than the run's, some of whose columns happen to have the same names.</summary>
public sealed partial class TableModel
{
    private const int MaxNamed = 5;

    /// <summary>Says which columns of the run's data are absent from rows, if they are most of those that the model learns; else null.</summary>
    /// <param name="rows">The rows.</param>
    internal string? AbsentColumns(Table rows)
    {
        string[] learned = [.. Encoding.Columns.Where(column => column.Kind.IsLearned).Select(column => column.Name)];
        string[] absent = [.. learned.Except(rows.Columns.Select(column => column.Name))];
        return 2 * absent.Length <= learned.Length
            ? null
            : $"{absent.Length} of the {learned.Length} columns that the model learns are not in the data, and are imputed in every row: {Shown(absent)}";
    }

    // Values that no row of the run has say nothing about the columns that are absent.
    private void RequireKnown(Table rows, string[] absent)
    {
        int[] given =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(column =>
                    Encoding.Columns[column].Kind.IsLearned
                    && Array.Exists(rows.ColumnValues(column), value => !double.IsNaN(value))
                ),
        ];
        if (absent.Length > 0 && given.Length > 0 && Array.TrueForAll(given, IsUnknown))
        {
            string[] names = [.. given.Select(column => $"'{rows.Columns[column].Name}'")];
            throw new LikenessException(
                $"the data have no value of {Shown(names)} that the run's data have, and lack {Shown(absent)} (give rows with columns of the run's data)"
            );
        }

        bool IsUnknown(int column) =>
            Encoding.Columns[column].Kind is CategoryKind levels
            && Array.TrueForAll(rows.ColumnValues(column), value => double.IsNaN(value) || value >= levels.LevelCount);
    }

    private static string Shown(string[] names)
    {
        string more = names.Length > MaxNamed ? $" and {names.Length - MaxNamed} more" : "";
        return ControlCharacters.Replace(string.Join(", ", names.Take(MaxNamed))) + more;
    }
}
