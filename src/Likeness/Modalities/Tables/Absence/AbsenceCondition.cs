using Likeness.Data;

namespace Likeness.Modalities.Tables.Absence;

/// <summary>A condition on one column: some of its levels, or numbers from one bound to below another. A row without the value does not satisfy it.</summary>
/// <param name="By">The column.</param>
/// <param name="Levels">The levels; null for numbers.</param>
/// <param name="Least">The least number; null for any.</param>
/// <param name="Below">The number that all are below; null for any.</param>
internal sealed record AbsenceCondition(
    string By,
    IReadOnlyList<int>? Levels = null,
    double? Least = null,
    double? Below = null
)
{
    /// <summary>The condition of each row: [rows.RowCount].</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    public bool[] Holds(Table rows)
    {
        int at = rows.Columns.ToList().FindIndex(column => column.Name == By);
        return at < 0 ? new bool[rows.RowCount] : Array.ConvertAll(rows.ColumnValues(at), Holds);
    }

    private bool Holds(double cell) =>
        !double.IsNaN(cell)
        && (Levels is { } levels ? levels.Contains((int)cell) : !(cell < Least) && !(cell >= Below));
}
