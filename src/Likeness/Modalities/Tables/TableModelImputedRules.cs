using Likeness.Data;

namespace Likeness.Modalities.Tables;

/// <summary>Imputations that satisfy as many rules as the observed values permit.</summary>
public sealed partial class TableModel
{
    // Cells that follow from known ones are what they must be, and what a row has no value of stays missing.
    private Table Consistent(Table known, Table imputed, int samples)
    {
        var completed = Encoding.Complete(known);
        double[][] cells = [.. Enumerable.Range(0, known.Width).Select(known.ColumnValues)];
        for (int column = 0; column < cells.Length; column++)
        {
            var one = known.Columns[column];
            for (int row = 0; row < known.RowCount; row++)
            {
                double follows = completed[row, column];
                // 0 may stand for a missing part of a sum.
                bool isZero = follows == 0 && one.Missing is not null;
                cells[column][row] =
                    one.IsMissing(cells[column][row]) && !isZero && !double.IsNaN(follows)
                        ? follows
                        : cells[column][row];
            }
        }

        var following = Table.FromColumns(known.Columns, cells);
        var rows = WithObserved(following, imputed, samples);
        rows = Encoding.Rules.Count == 0 ? rows : Encoding.Reconcile(rows, IsIn(known, samples));
        return Encoding.Absent.Clear(rows, IsIn(following, samples));
    }

    private static Func<int, int, bool> IsIn(Table rows, int samples) =>
        (row, column) => !rows.Columns[column].IsMissing(rows[row / samples, column]);

    // What is observed may break one rule whatever is imputed; the other rules hold nevertheless.
    private Table Better(Table given, Table filled, int[] which, Table again, int samples)
    {
        var observed = given.TakeRows([.. which.Select(row => row / samples)]);
        int[] before = Misfits(observed, filled.TakeRows(which));
        int[] after = Misfits(observed, again);
        int[] better = [.. Enumerable.Range(0, which.Length).Where(i => after[i] < before[i])];
        return Replaced(filled, Array.ConvertAll(better, i => which[i]), again.TakeRows(better));
    }

    // The rules that a row breaks; a row that is still incomplete is worse than any other.
    private int[] Misfits(Table given, Table filled)
    {
        int[] broken = Encoding.Broken(
            WithObserved(given, filled, 1),
            (row, column) => !given.Columns[column].IsMissing(given[row, column])
        );
        bool[] incomplete = Incomplete(filled);
        return [.. broken.Select((count, row) => count + (incomplete[row] ? Encoding.Rules.Count + 1 : 0))];
    }

    private Table Settled(Table given, Table filled, int samples) =>
        Encoding.Settle(
            WithObserved(given, filled, samples),
            (row, column) => !given.Columns[column].IsMissing(given[row / samples, column])
        );
}
