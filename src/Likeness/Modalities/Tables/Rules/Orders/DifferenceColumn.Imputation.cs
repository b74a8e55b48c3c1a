using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>A column and its bounds in rows with unknown cells.</summary>
public sealed partial record DifferenceColumn
{
    /// <inheritdoc/>
    internal override void MarkMissing(Table rows, bool[][] must)
    {
        int[][] bounds = BoundsOf(rows);
        if (Absent is null)
        {
            Mark(rows, IndexOf(rows, Column), must, row => Array.TrueForAll(bounds, parts => Misses(row, parts)));
        }

        bool Misses(int row, int[] parts) => Array.Exists(parts, part => double.IsNaN(rows[row, part]));
    }

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved) =>
        Bounds.Aggregate(
            rows,
            (settled, parts) => (this with { Parts = parts, Others = null }).Adjusted(settled, isObserved)
        );

    // Adds to an imputed part: of several the largest has the most room.
    private Table Adjusted(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        int[] parts = [.. Parts.Select(part => IndexOf(rows, part))];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            int[] imputed =
            [
                .. parts.Where(part => !isObserved(row, part)).OrderByDescending(part => cells[part][row]),
            ];
            double added = Math.Min(Rest(rows, at, [parts], row, fromDay: false) - (Distance ?? 0), 0);
            if (added < 0 && !isObserved(row, at))
            {
                double least = cells[at][row] - added;
                cells[at][row] = DifferenceStep.OnGrid(rows.Columns[at], least, least);
                continue;
            }

            foreach (int part in imputed)
            {
                double changed = cells[part][row] + added;
                changed = Decimals is int places ? Math.Round(changed, places) : changed;
                if (!IsPossible(rows.Columns[part], changed) && rows.Columns[part].Grid is { } grid)
                {
                    // A day before a time moves by whole days.
                    changed = cells[part][row] + (Math.Floor(added / grid.Step) * grid.Step);
                }

                if (IsPossible(rows.Columns[part], changed))
                {
                    cells[part][row] = changed;
                    break;
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }
}
