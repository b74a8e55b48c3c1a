using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// A number that is never above one that follows from others, and often equal to it or of as many values as the fraction has, such as what was refunded of a price times a number: <c>refund ≤ total</c>.
/// It is replaced by the fraction, 0 for nothing and 1 for all, so that samples are never above and all of it occurs as often as in the data.
/// </summary>
/// <param name="Column">The smaller column, at least 0.</param>
/// <param name="Of">The larger column, at least 0.</param>
internal sealed record FractionColumn(string Column, string Of) : TableRule
{
    private const int MinEqual = 10;
    private const double MinEqualRows = 0.01;

    // A column stays as it is from so many times as many fractions as values on.
    private const double MoreFractions = 1.2;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Of];

    /// <inheritdoc/>
    internal override bool IsOrder => true;

    /// <summary>The rule of two columns that are in order; null if few rows have the larger one's value and the smaller has values of its own, or fractions have no meaning.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="column">The smaller column.</param>
    /// <param name="of">The larger one.</param>
    public static FractionColumn? Find(Table rows, string column, string of)
    {
        if (Create(rows, column, of) is not { } rule)
        {
            return null;
        }

        var (low, high) = (IndexOf(rows, column), IndexOf(rows, of));
        var (present, equal) = (0, 0);
        for (int row = 0; row < rows.RowCount; row++)
        {
            double part = rows[row, low];
            present += double.IsNaN(part) ? 0 : 1;
            equal += part > 0 && part == rows[row, high] ? 1 : 0;
        }

        return
            equal >= Math.Max(MinEqual, MinEqualRows * present)
            || Distinct(rule.Encode(rows)) <= MoreFractions * Distinct(rows)
            ? rule
            : null;

        int Distinct(Table table) => table.ColumnValues(low).Distinct().Count();
    }

    /// <summary>The rule of two columns; null if fractions have no meaning, or a number is above.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="column">The smaller column.</param>
    /// <param name="of">The larger one.</param>
    public static FractionColumn? Create(Table rows, string column, string of)
    {
        var (low, high) = (IndexOf(rows, column), IndexOf(rows, of));
        return
            rows.Columns[low].Kind is NumberKind
            && rows.Columns[high].Kind is NumberKind
            && Enumerable
                .Range(0, rows.RowCount)
                .All(row => double.IsNaN(rows[row, low]) || (rows[row, low] >= 0 && rows[row, low] <= rows[row, high]))
            ? new(column, of)
            : null;
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var part = rows.Column(IndexOf(rows, Column));
        var whole = rows.Column(IndexOf(rows, Of));
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            // Comparisons with NaN are false: a missing value breaks no rule.
            holds[row] = !(part[row] > whole[row] + (RoundOff * Math.Max(1, Math.Abs(whole[row]))));
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        var (at, of) = (IndexOf(rows, Column), IndexOf(rows, Of));
        double[] fractions = rows.ColumnValues(at);
        for (int row = 0; row < fractions.Length; row++)
        {
            double part = fractions[row];
            fractions[row] =
                part == rows[row, of] && part > 0 ? 1
                : part == 0 ? 0
                : part / rows[row, of];
        }

        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, fractions);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        var (at, of) = (IndexOf(rows, Column), IndexOf(rows, Of));
        double[] values = rows.ColumnValues(at);
        for (int row = 0; row < values.Length; row++)
        {
            double whole = rows[row, of];
            values[row] =
                double.IsNaN(values[row]) ? double.NaN
                : values[row] <= 0 || !(whole > 0) ? 0
                : values[row] >= 1 ? whole
                : Within(column, values[row] * whole, whole);
        }

        return Replaced(rows, at, column, values);
    }

    // The nearest value that the column can have, not above the whole.
    private static double Within(Column column, double value, double whole)
    {
        double near = column.Grid?.Snap(value) ?? value;
        double below = near > whole ? near - (column.Grid?.Step ?? 0) : near;
        return Math.Clamp(column.Grid?.Snap(below) ?? below, 0, whole);
    }

    /// <inheritdoc/>
    // Nothing and all are values of their own, which keep their probability.
    internal override double[] LogDerivatives(Table rows)
    {
        var (at, of) = (IndexOf(rows, Column), IndexOf(rows, Of));
        return
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row => rows[row, at] > 0 && rows[row, at] < rows[row, of] ? -Math.Log(rows[row, of]) : 0),
        ];
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override bool PlacesParts => true;

    /// <inheritdoc/>
    // Nothing of a number may be that of any.
    internal override Table PlaceParts(Table known, Table sampled)
    {
        var (at, of) = (IndexOf(known, Column), IndexOf(known, Of));
        return Placed(
            known,
            of,
            at,
            row =>
            {
                double whole = known[row, at] * (sampled[row, of] / sampled[row, at]);
                return known[row, at] > 0 && double.IsFinite(whole)
                    ? known.Columns[of].Grid?.Snap(whole) ?? whole
                    : double.NaN;
            }
        );
    }

    /// <inheritdoc/>
    internal override Table Settle(Table rows, Func<int, int, bool> isObserved)
    {
        var (at, of) = (IndexOf(rows, Column), IndexOf(rows, Of));
        double[] values = rows.ColumnValues(at);
        for (int row = 0; row < values.Length; row++)
        {
            values[row] =
                !isObserved(row, at) && values[row] > rows[row, of] ? Math.Max(0, rows[row, of]) : values[row];
        }

        return Replaced(rows, at, rows.Columns[at], values).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Column} ≤ {Of}";
}
