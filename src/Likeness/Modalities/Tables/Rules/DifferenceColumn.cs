using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// A column that is at least the sum of others, or exactly that: <c>pickup ≤ dropoff</c>, <c>total = fare + tip</c>. It is replaced by the difference,
/// which has a range and a grid of its own.
/// </summary>
/// <param name="Column">The larger column.</param>
/// <param name="Parts">The columns that are subtracted.</param>
/// <param name="Least">The smallest difference in the training rows, in the column's units (seconds for times); at least 0.</param>
/// <param name="Most">The largest difference in the training rows.</param>
/// <param name="Decimals">Decimal places of the differences; null if they are not rounded.</param>
public sealed record DifferenceColumn(
    string Column,
    IReadOnlyList<string> Parts,
    double Least,
    double Most,
    int? Decimals = null
) : TableRule
{
    // Differences of rounded numbers have round-off below the last place.
    private const double Slack = 1e-9;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <summary>Whether the column is the sum of the parts and a constant.</summary>
    private bool IsExact => Least == Most;

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        int at = IndexOf(rows, Column);
        int[] parts = PartsOf(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            double rest = Rest(rows, at, parts, row);
            double slack = Slack * Math.Max(1, Math.Abs(rows[row, at]));
            // Comparisons with NaN are false: a missing value breaks no rule.
            holds[row] = !(rest < (IsExact ? Least : 0) - slack) && !(IsExact && rest > Most + slack);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        int[] parts = PartsOf(rows);
        double[] rest = [.. Enumerable.Range(0, rows.RowCount).Select(row => Rest(rows, at, parts, row))];
        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, rest);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        int[] parts = PartsOf(rows);
        int? places = column.Kind is NumberKind ? Decimals : null;
        var values = new double[rows.RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            double sum = Math.Max(rows[row, at], Least);
            foreach (int part in parts)
            {
                sum += rows[row, part];
            }

            values[row] = places is int decimals ? Math.Round(sum, decimals) : sum;
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows)
    {
        if (!IsExact)
        {
            return rows;
        }

        int at = IndexOf(rows, Column);
        int[] parts = PartsOf(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            int[] unknown = Array.FindAll(parts, part => double.IsNaN(cells[part][row]));
            if (unknown is [int only] && !double.IsNaN(cells[at][row]))
            {
                double rest = cells[at][row] - Least - parts.Where(part => part != only).Sum(part => cells[part][row]);
                cells[only][row] = Decimals is int places ? Math.Round(rest, places) : rest;
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture);
    }

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        if (!IsExact)
        {
            return rows;
        }

        int at = IndexOf(rows, Column);
        int[] parts = PartsOf(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            // Of several imputed parts the largest has the most room to become the rest.
            int[] imputed =
            [
                .. parts.Where(part => !isObserved(row, part)).OrderByDescending(part => cells[part][row]),
            ];
            if (imputed.Length < 2 || !isObserved(row, at))
            {
                continue;
            }

            double missing = Rest(rows, at, parts, row) - Least;
            foreach (int part in imputed)
            {
                double rest = cells[part][row] + missing;
                rest = Decimals is int places ? Math.Round(rest, places) : rest;
                if (IsPossible(rows.Columns[part], rest))
                {
                    cells[part][row] = rest;
                    break;
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        !IsExact ? $"{string.Join(" + ", Parts)} ≤ {Column}"
        : Least == 0 ? $"{Column} = {string.Join(" + ", Parts)}"
        : $"{Column} = {string.Join(" + ", Parts)} + {NumberKind.Default.Write(Least)}";

    /// <inheritdoc/>
    public bool Equals(DifferenceColumn? other) =>
        other is not null && Column == other.Column && Parts.SequenceEqual(other.Parts) && Least == other.Least;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Parts.Count, Least);

    private int[] PartsOf(Table rows) => [.. Parts.Select(part => IndexOf(rows, part))];

    private double Rest(Table rows, int at, int[] parts, int row)
    {
        double rest = rows[row, at];
        foreach (int part in parts)
        {
            rest -= rows[row, part];
        }

        return Decimals is int places ? Math.Round(rest, places) : rest;
    }

    private static bool IsPossible(Column column, double value) =>
        column.Grid is not { } grid || Math.Abs(grid.Snap(value) - value) <= Slack * Math.Max(1, Math.Abs(value));

    private static Table Replaced(Table rows, int at, Column column, double[] values)
    {
        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        (columns[at], cells[at]) = (column, values);
        return Table.FromColumns(columns, cells, rows.Picture);
    }
}
