using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>A computed column and its parts in rows with unknown cells: each is solved from the others.</summary>
public sealed partial record FormulaColumn
{
    /// <inheritdoc/>
    public override Table Complete(Table rows)
    {
        int at = IndexOf(rows, Column);
        rows = HasOnePart ? Exclusive(rows).Completed(rows) : rows;
        return Solved(
            rows,
            row => formula.Tells(rows[row, at]) && !double.IsNaN(rows[row, at]),
            (row, part) => double.IsNaN(rows[row, part]),
            isOnly: true
        );
    }

    /// <inheritdoc/>
    internal override Table Follow(Table rows)
    {
        if (MayBeZero || IsFlag)
        {
            return rows;
        }

        int at = IndexOf(rows, Column);
        var computed = Computed(rows, isUnknown: true);
        return Changed(
            rows,
            (row, cells) =>
                cells[at][row] = rows.Columns[at].IsMissing(cells[at][row])
                    ? RoundedNumber.Of(computed[row].Value, Decimals, Halves)
                    : cells[at][row]
        );
    }

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        rows = HasOnePart ? Exclusive(rows).Reconciled(rows, isObserved) : rows;
        bool[] holds = Holds(rows);
        return Solved(
            rows,
            row => !holds[row] && isObserved(row, at),
            (row, part) => !isObserved(row, part),
            isOnly: false
        );
    }

    /// <inheritdoc/>
    internal override bool PlacesParts => true;

    /// <inheritdoc/>
    // One part is solved from the others as they were sampled.
    internal override Table PlaceParts(Table known, Table sampled)
    {
        int at = IndexOf(known, Column);
        var merged = Changed(
            known,
            (row, cells) =>
            {
                for (int column = 0; column < cells.Length; column++)
                {
                    double cell = cells[column][row];
                    cells[column][row] = known.Columns[column].IsMissing(cell) ? sampled[row, column] : cell;
                }
            }
        );
        var solved = Reconcile(merged, (row, column) => !known.Columns[column].IsMissing(known[row, column]));
        bool[] holds = Holds(solved);
        return PartsOf(known)
            .Aggregate(
                known,
                (placed, part) => Placed(placed, part, at, row => holds[row] ? solved[row, part] : double.NaN)
            );
    }

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        bool[] holds = Holds(rows);
        double[] values = rows.ColumnValues(at);
        foreach (var (row, computed) in Computed(rows).Index())
        {
            values[row] =
                holds[row] || isObserved(row, at) ? values[row] : RoundedNumber.Of(computed.Value, Decimals, Halves);
        }

        return Replaced(rows, at, rows.Columns[at], values).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    internal override void MarkMissing(Table rows, bool[][] must)
    {
        int[] parts = PartsOf(rows);
        foreach (int one in HasOnePart ? parts : [])
        {
            Mark(rows, one, must, row => Array.Exists(parts, part => part != one && !double.IsNaN(rows[row, part])));
        }

        if (!IsAlone)
        {
            var computed = Computed(rows);
            Mark(rows, IndexOf(rows, Column), must, row => double.IsNaN(computed[row].Value));
        }
    }

    // One of the parts that may change takes the value that the others and the column leave: the first for which it is possible.
    private Table Solved(Table rows, Func<int, bool> isSolved, Func<int, int, bool> mayChange, bool isOnly)
    {
        int at = IndexOf(rows, Column);
        int[] parts = PartsOf(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        var known = new double[parts.Length];
        for (int row = 0; row < rows.RowCount; row++)
        {
            int[] changeable = isSolved(row)
                ? [.. Enumerable.Range(0, parts.Length).Where(part => mayChange(row, parts[part]))]
                : [];
            if (isOnly && changeable.Length != 1)
            {
                continue;
            }

            // The largest of several has the most room.
            foreach (int part in changeable.OrderByDescending(part => Math.Abs(cells[parts[part]][row])))
            {
                for (int i = 0; i < parts.Length; i++)
                {
                    known[i] = cells[parts[i]][row];
                }

                double solution = FormulaSolution.Of(
                    formula,
                    Decimals,
                    known,
                    part,
                    rows.Columns[parts[part]],
                    cells[at][row],
                    isUnique: isOnly
                );
                if (!double.IsNaN(solution))
                {
                    cells[parts[part]][row] = solution;
                    break;
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }
}
