using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables;

/// <summary>What all rows of a key have in common is imputed once for all of them.</summary>
public sealed partial class TableModel
{
    // No row of such a key has the value, else it would be known.
    private Table Shared(IncompleteTable incomplete, Table known, Table filled, int samples)
    {
        double[][] cells = [.. Enumerable.Range(0, filled.Width).Select(known.ColumnValues)];
        cells = Array.ConvertAll(cells, one => Repeated(one, samples));
        bool isShared = false;
        // Under the columns of the run, keys of the file would be unknown.
        var keyed = Arranged(incomplete).Rows;
        foreach (var rule in Encoding.Rules.OfType<SubjectColumns>())
        {
            int[] first = rule.FirstRows(keyed);
            foreach (int at in rule.Same.Select(name => known.Columns.ToList().FindIndex(one => one.Name == name)))
            {
                for (int row = 0; row < filled.RowCount; row++)
                {
                    int head = (first[row / samples] * samples) + (row % samples);
                    bool isOpen = head != row && known.Columns[at].IsMissing(known[row / samples, at]);
                    cells[at][row] = isOpen ? filled[head, at] : cells[at][row];
                    isShared |= isOpen;
                }
            }
        }

        return isShared ? Consistent(Table.FromColumns(known.Columns, cells), filled, 1) : filled;
    }

    private static double[] Repeated(double[] cells, int samples) =>
        [.. cells.SelectMany(cell => Enumerable.Repeat(cell, samples))];
}
