using Likeness.Data;

namespace Likeness.Modalities.Tables.Absence;

/// <summary>A case in which a column has no value: there is no day of sale where the status is <c>active</c>, no voucher where the discount is 0.</summary>
/// <param name="Column">The column.</param>
/// <param name="Where">Conditions on other columns, all of which hold.</param>
internal sealed record AbsenceCase(string Column, IReadOnlyList<AbsenceCondition> Where)
{
    /// <summary>The rows of the case: [rows.RowCount].</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    public bool[] Holds(Table rows)
    {
        bool[] holds = [.. Enumerable.Repeat(true, rows.RowCount)];
        foreach (bool[] one in Where.Select(condition => condition.Holds(rows)))
        {
            for (int row = 0; row < holds.Length; row++)
            {
                holds[row] &= one[row];
            }
        }

        return holds;
    }
}
