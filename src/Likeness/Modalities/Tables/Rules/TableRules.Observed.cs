using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Rules of rows in which cells are unknown.</summary>
internal sealed partial class TableRules
{
    /// <summary>The number of rules that each row breaks by its observed cells, whatever the others are.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="isObserved">Whether a cell was observed: the row and the column.</param>
    public int[] BrokenByObserved(Table rows, Func<int, int, bool> isObserved)
    {
        var broken = new int[rows.RowCount];
        foreach (var (rule, holds) in Checked(rows))
        {
            string[] names = [rule.Column, .. rule.Needs];
            int[] cells = [.. Enumerable.Range(0, rows.Width).Where(i => names.Contains(rows.Columns[i].Name))];
            for (int row = 0; row < broken.Length; row++)
            {
                bool isBroken = !holds[row] && Array.TrueForAll(cells, column => isObserved(row, column));
                broken[row] += isBroken ? 1 : 0;
            }
        }

        return broken;
    }
}
