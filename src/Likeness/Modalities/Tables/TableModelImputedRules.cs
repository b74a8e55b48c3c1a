using Likeness.Data;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables;

/// <summary>Imputations that satisfy as many rules as the observed values permit.</summary>
public sealed partial class TableModel
{
    // Rows with times of others that observed values contradict stay as they are.
    private const int PlacedRounds = 10;

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
    private Table Better(Table given, Table filled, int[] which, Table again, int samples, TimesInOrder order)
    {
        var observed = given.TakeRows([.. which.Select(row => row / samples)]);
        int[] before = Misfits(observed, filled.TakeRows(which));
        int[] after = Misfits(observed, again);
        bool[] unordered = order.Unfit(filled, samples);
        bool[] still = order.Unfit(Replaced(filled, which, again), samples);
        int[] better =
        [
            .. Enumerable
                .Range(0, which.Length)
                .Where(i => after[i] < before[i] || (after[i] == before[i] && unordered[which[i]] && !still[which[i]])),
        ];
        return Replaced(filled, Array.ConvertAll(better, i => which[i]), again.TakeRows(better));
    }

    // Where imputations do not find times between those of the rows before and after, these lie evenly between them, and the rest is imputed given these.
    private Table WithTimesInOrder(
        Table known,
        Table filled,
        int samples,
        TimesInOrder order,
        Func<Table, int, Table> fill
    )
    {
        if (!order.Unfit(filled, samples).Contains(true))
        {
            return filled;
        }

        double[][] cells = [.. Enumerable.Range(0, filled.Width).Select(known.ColumnValues)];
        var repeated = Table.FromColumns(known.Columns, Array.ConvertAll(cells, one => Repeated(one, samples)));
        var (placed, which) = order.Between(repeated, filled, samples);
        int[] left = which;
        for (int round = 0; round < PlacedRounds && left.Length > 0; round++)
        {
            var again = fill(placed.TakeRows(left), round);
            var observed = known.TakeRows([.. left.Select(row => row / samples)]);
            int[] before = Misfits(observed, filled.TakeRows(left));
            int[] after = Misfits(observed, again);
            bool[] fit = [.. after.Zip(before, (a, b) => a <= b)];
            int[] better = [.. Enumerable.Range(0, left.Length).Where(i => fit[i])];
            filled = Replaced(filled, Array.ConvertAll(better, i => left[i]), again.TakeRows(better));
            left = [.. left.Where((_, i) => !fit[i])];
        }

        return filled;
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
