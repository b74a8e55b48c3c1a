using Likeness.Data;

namespace Likeness.Modalities.Tables;

/// <summary>Imputations that satisfy as many rules as the observed values permit.</summary>
public sealed partial class TableModel
{
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
        return [.. broken.Select((count, row) => count + (IsIncomplete(filled, row) ? Encoding.Rules.Count + 1 : 0))];
    }

    private Table Settled(Table given, Table filled, int samples) =>
        Encoding.Settle(
            WithObserved(given, filled, samples),
            (row, column) => !given.Columns[column].IsMissing(given[row / samples, column])
        );
}
