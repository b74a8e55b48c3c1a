using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Whether a formula says more than that a column has nearly always one value: a fraction of a year that is rounded to 0 is equal to each column of zeros. Rows with another value, or for which
/// another one is computed, must satisfy it, too.
/// </summary>
internal static class FormulaVariety
{
    // Some of these are wrong, where all wrong rows are among few that tell.
    private const double MinOfOthers = 2.0 / 3;

    /// <summary>Whether most of the rows that tell satisfy a rule.</summary>
    /// <param name="rows">Rows of the data.</param>
    /// <param name="rule">The rule.</param>
    public static bool IsEnough(Table rows, FormulaColumn rule)
    {
        int at = rows.Columns.Select(column => column.Name).ToList().IndexOf(rule.Column);
        double[] values = rows.ColumnValues(at);
        double[] computed = rule.Expected(rows);
        int[] complete =
        [
            .. Enumerable
                .Range(0, values.Length)
                .Where(row => !double.IsNaN(values[row]) && !double.IsNaN(computed[row])),
        ];
        if (complete.Length == 0)
        {
            return false;
        }

        double main = complete.CountBy(row => values[row]).MaxBy(one => one.Value).Key;
        int[] others = Array.FindAll(complete, row => values[row] != main || computed[row] != main);
        bool[] holds = rule.Holds(rows);
        return others.Length > 0 && others.Count(row => holds[row]) >= MinOfOthers * others.Length;
    }
}
