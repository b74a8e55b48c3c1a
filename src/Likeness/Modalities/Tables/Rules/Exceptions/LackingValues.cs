using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Values that rows lack although their rules give them. What follows from such a value says how it was rounded.</summary>
internal static class LackingValues
{
    /// <summary>The rows with values that also satisfy what follows from them, where the rules of the column allow these.</summary>
    /// <param name="separated">Rows with values that the rules of the column give.</param>
    /// <param name="before">The rows before, with missing values.</param>
    /// <param name="column">The column.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="others">Rules of other columns.</param>
    public static Table Agreeing(
        Table separated,
        Table before,
        string column,
        IReadOnlyList<TableRule> rules,
        IEnumerable<TableRule> others
    )
    {
        int at = separated.Columns.ToList().FindIndex(one => one.Name == column);
        FormulaColumn[] following =
        [
            .. others
                .OfType<FormulaColumn>()
                .Where(rule => rule.Needs.Contains(column) && separated.Columns.Any(one => one.Name == rule.Column)),
        ];
        double[] cells = separated.ColumnValues(at);
        int[] lacking =
        [
            .. Enumerable
                .Range(0, following.Length > 0 ? cells.Length : 0)
                .Where(row => double.IsNaN(before[row, at]) && !double.IsNaN(cells[row])),
        ];
        if (lacking.Length == 0)
        {
            return separated;
        }

        var (some, given) = (before.TakeRows(lacking), separated.TakeRows(lacking));
        foreach (var rule in following)
        {
            var completed = rule.Complete(some);
            bool[] agree = rule.Holds(given);
            foreach (var (i, holds) in ExceptionalColumn.Hold(completed, rules).Index())
            {
                if (!agree[i] && holds && !double.IsNaN(completed[i, at]))
                {
                    cells[lacking[i]] = completed[i, at];
                }
            }
        }

        double[][] all = [.. Enumerable.Range(0, separated.Width).Select(separated.ColumnValues)];
        all[at] = cells;
        return Table.FromColumns(separated.Columns, all, separated.Picture).WrittenAs(separated.Dialect);
    }
}
