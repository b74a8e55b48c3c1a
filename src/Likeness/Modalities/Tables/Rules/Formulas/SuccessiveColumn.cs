using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// A number that is near the one of another column: one year beside the year before, where columns are years. It is replaced by its change, relative to the size of the other number, so that samples are as near as the data is,
/// however large the numbers are.
/// </summary>
/// <param name="Column">The number x.</param>
/// <param name="Before">The column of the number b that it is near.</param>
/// <param name="Typical">The b of rows in which it is missing, or |b| + c is 0.</param>
/// <param name="Scale">The c of the change, (x − b) / (|b| + c), at least 0; null for the difference x − b.</param>
/// <param name="IsPositive">Whether the number is never below 0.</param>
internal sealed record SuccessiveColumn(
    string Column,
    string Before,
    double Typical,
    double? Scale = null,
    bool IsPositive = false
) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Before];

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <inheritdoc/>
    // Any number may be near enough.
    public override bool[] Holds(Table rows) => [.. Enumerable.Repeat(true, rows.RowCount)];

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        double[] changes = rows.ColumnValues(at);
        var before = rows.Column(IndexOf(rows, Before));
        for (int row = 0; row < changes.Length; row++)
        {
            var (from, size) = Reference(before[row]);
            changes[row] = (changes[row] - from) / size;
        }

        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, changes);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        double[] values = rows.ColumnValues(at);
        var before = rows.Column(IndexOf(rows, Before));
        for (int row = 0; row < values.Length; row++)
        {
            var (from, size) = Reference(before[row]);
            double value = from + (values[row] * size);
            value = IsPositive ? Math.Max(0, value) : value;
            values[row] = double.IsNaN(value) ? double.NaN : column.Grid?.Snap(value) ?? value;
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    // A missing number keeps its probability.
    internal override double[] LogDerivatives(Table rows)
    {
        var values = rows.Column(IndexOf(rows, Column));
        var before = rows.Column(IndexOf(rows, Before));
        double[] logs = new double[values.Length];
        for (int row = 0; row < logs.Length; row++)
        {
            logs[row] = double.IsNaN(values[row]) ? 0 : -Math.Log(Reference(before[row]).Size);
        }

        return logs;
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override bool PlacesParts => true;

    /// <inheritdoc/>
    // The number before is what the change leaves: x = b + r (|b| + c), solved for b.
    internal override Table PlaceParts(Table known, Table sampled)
    {
        var (at, of) = (IndexOf(known, Column), IndexOf(known, Before));
        return Placed(
            known,
            of,
            at,
            row =>
            {
                var (from, size) = Reference(sampled[row, of]);
                double change = (sampled[row, at] - from) / size;
                double rest = known[row, at] - (change * (Scale ?? 1));
                double placed =
                    Scale is null ? rest
                    : rest >= 0 ? rest / (1 + change)
                    : rest / (1 - change);
                return double.IsFinite(placed) ? known.Columns[of].Grid?.Snap(placed) ?? placed : double.NaN;
            }
        );
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Column}{RuleText.Near}{Before}";

    // The number before, and what changes are relative to.
    private (double From, double Size) Reference(double before)
    {
        double size = Scale is double scale ? Math.Abs(before) + scale : 1;
        return size > 0 && !double.IsNaN(before) ? (before, size)
            : Scale is double own ? (Typical, Math.Abs(Typical) + own)
            : (Typical, 1);
    }
}
