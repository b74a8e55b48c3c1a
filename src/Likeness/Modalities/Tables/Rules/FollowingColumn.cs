using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>A column whose values follow from others of the row: it is left out, and computed in samples.</summary>
internal abstract record FollowingColumn : TableRule
{
    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        double[] expected = Values(rows);
        var cells = rows.Column(IndexOf(rows, Column));
        bool[] holds = new bool[expected.Length];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = expected[row].Equals(cells[row]);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        return rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => i != at)]);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) =>
        Table.FromColumns(
            [.. rows.Columns, column],
            [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues), Values(rows)]
        );

    /// <inheritdoc/>
    public override Table Complete(Table rows)
    {
        int at = IndexOf(rows, Column);
        int[] needs = [.. Needs.Select(name => IndexOf(rows, name))];
        double[] expected = Values(rows);
        double[] cells = rows.ColumnValues(at);
        for (int row = 0; row < cells.Length; row++)
        {
            // What is unknown is not missing.
            bool isKnown = Array.TrueForAll(needs, need => !double.IsNaN(rows[row, need]));
            cells[row] = double.IsNaN(cells[row]) && isKnown ? expected[row] : cells[row];
        }

        return Replaced(rows, at, rows.Columns[at], cells).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        // What is computed from an imputed value gives way.
        int at = IndexOf(rows, Column);
        double[] expected = Values(rows);
        double[] cells = rows.ColumnValues(at);
        for (int row = 0; row < cells.Length; row++)
        {
            cells[row] = isObserved(row, at) ? cells[row] : expected[row];
        }

        return Replaced(rows, at, rows.Columns[at], cells).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    internal override double[] Expected(Table rows) => Values(rows);

    /// <inheritdoc/>
    internal override void MarkMissing(Table rows, bool[][] must)
    {
        double[] expected = Values(rows);
        Mark(rows, IndexOf(rows, Column), must, row => double.IsNaN(expected[row]));
    }

    /// <summary>The value that each row must have.</summary>
    protected abstract double[] Values(Table rows);
}
