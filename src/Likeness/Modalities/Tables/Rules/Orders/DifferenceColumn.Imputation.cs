using Likeness.Data;
using Likeness.Data.Kinds;

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
    internal override bool PlacesParts => !Stays;

    /// <inheritdoc/>
    internal override Table PlaceParts(Table known, Table sampled)
    {
        int at = IndexOf(known, Column);
        int[][] bounds = BoundsOf(known);
        double[] rests = Rests(sampled);
        return Changed(
            known,
            (row, cells) =>
            {
                double value = known[row, at];
                bool says = !known.Columns[at].IsMissing(value) && value != Cap && sampled[row, at] != Cap;
                if (says && !double.IsNaN(rests[row]))
                {
                    // The bound that the column was sampled relative to.
                    int[] parts = bounds.MaxBy(bound => bound.Sum(part => BoundOf(row, part)))!;
                    Put(row, parts, cells, value);
                }
            }
        );

        double BoundOf(int row, int part) => Bound(sampled, row, part, sampled.Columns[at], FromDay);

        // Of several the largest has the most room.
        void Put(int row, int[] parts, double[][] cells, double value)
        {
            int[] open = [.. parts.Where(part => known.Columns[part].IsMissing(known[row, part]))];
            if (open.Length == 0)
            {
                return;
            }

            int last = open.MaxBy(part => sampled[row, part]);
            double moved = Moved(row, value, parts);
            foreach (int part in parts.Except(open))
            {
                moved -= known[row, part] - sampled[row, part];
            }

            double placed = sampled[row, last] + moved;
            placed = Decimals is int places ? Math.Round(placed, places) : placed;
            if (!IsPossible(known.Columns[last], placed) && known.Columns[last].Grid is { } grid)
            {
                // A day before a time moves by whole days.
                placed = sampled[row, last] + (Math.Floor(moved / grid.Step) * grid.Step);
            }

            if (!double.IsNaN(placed) && IsPossible(known.Columns[last], placed))
            {
                Array.ForEach(open, part => cells[part][row] = part == last ? placed : sampled[row, part]);
            }
        }

        // How far the bound moves with the column: by days where it counts from the beginning of the day, and keeps its time of day.
        double Moved(int row, double value, int[] parts)
        {
            bool byDays =
                parts.Length == 1 && (FromDay || ComparedDays.Are(sampled.Columns[parts[0]], sampled.Columns[at]));
            return byDays
                ? DayOf(value) - (Math.Floor(rests[row] / Clock.Day) * Clock.Day) - (sampled[row, at] - rests[row])
                : value - sampled[row, at];
        }

        double DayOf(double value) => ComparedDays.DayOf(value, sampled.Columns[at].Kind, sampled.Columns[at].Kind);
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
