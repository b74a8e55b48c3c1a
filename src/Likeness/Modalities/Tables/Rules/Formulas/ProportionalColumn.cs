using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// A number that is nearly the product of others: <c>total ≈ months × fee</c>. It is replaced by the quotient of both, which other columns say less of, so that samples are as near to the product as the data is.
/// Where the product is 0, the number is too, and the quotient is 1.
/// </summary>
/// <param name="Column">The number, at least 0.</param>
/// <param name="Factors">The multiplied columns, at least 0.</param>
internal sealed record ProportionalColumn(string Column, IReadOnlyList<string> Factors) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Factors;

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <inheritdoc/>
    // Any number may be near enough, but for one above 0 where the product is 0.
    public override bool[] Holds(Table rows)
    {
        var cells = rows.Column(IndexOf(rows, Column));
        double[] products = Products(rows);
        bool[] holds = new bool[products.Length];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = products[row] != 0 || !(cells[row] > 0);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows)
    {
        int at = IndexOf(rows, Column);
        double[] quotients = rows.ColumnValues(at);
        double[] products = Products(rows);
        for (int row = 0; row < quotients.Length; row++)
        {
            quotients[row] = double.IsNaN(quotients[row]) || products[row] != 0 ? quotients[row] / products[row] : 1;
        }

        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, quotients);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        double[] values = rows.ColumnValues(at);
        double[] products = Products(rows);
        for (int row = 0; row < values.Length; row++)
        {
            double value = Math.Max(0, values[row]) * products[row];
            values[row] = double.IsNaN(value) ? double.NaN : column.Grid?.Snap(value) ?? value;
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    // A missing number keeps its probability.
    internal override double[] LogDerivatives(Table rows) =>
        [
            .. Products(rows)
                .Zip(
                    rows.ColumnValues(IndexOf(rows, Column)),
                    (product, value) => product > 0 && !double.IsNaN(value) ? -Math.Log(product) : 0
                ),
        ];

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    internal override bool PlacesParts => true;

    /// <inheritdoc/>
    // The only unknown factor is what the quotient leaves.
    internal override Table PlaceParts(Table known, Table sampled)
    {
        int at = IndexOf(known, Column);
        double[] ratios = [.. Products(sampled).Zip(sampled.ColumnValues(at), (product, value) => product / value)];
        foreach (string factor in Factors)
        {
            int of = IndexOf(known, factor);
            int[] others = [.. Factors.Where(name => name != factor).Select(name => IndexOf(known, name))];
            known = Placed(
                known,
                of,
                at,
                row =>
                {
                    double value = known[row, at] * ratios[row];
                    value = others.Aggregate(value, (left, other) => left / known[row, other]);
                    return known[row, at] > 0 && double.IsFinite(value)
                        ? known.Columns[of].Grid?.Snap(value) ?? value
                        : double.NaN;
                }
            );
        }

        return known;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Column}{RuleText.Near}{string.Join(" × ", Factors)}";

    /// <inheritdoc/>
    public bool Equals(ProportionalColumn? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The product of each row; NaN where a factor is missing.</summary>
    internal double[] Products(Table rows)
    {
        double[] products = [.. Enumerable.Repeat(1.0, rows.RowCount)];
        foreach (string factor in Factors)
        {
            var cells = rows.Column(IndexOf(rows, factor));
            for (int row = 0; row < products.Length; row++)
            {
                products[row] *= cells[row];
            }
        }

        return products;
    }
}
