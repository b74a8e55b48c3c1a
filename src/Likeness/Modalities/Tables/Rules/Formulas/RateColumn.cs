using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// A column that is a multiple of another one, with a rate for each value of a third: <c>fee = amount × a rate for each tier</c>. It is left out, and computed in samples. It is missing where the
/// other one is, or the value has no rate.
/// </summary>
/// <param name="Column">The computed column.</param>
/// <param name="Part">The column that is multiplied.</param>
/// <param name="By">The column that has a rate for each value.</param>
/// <param name="Rates">The values with their rates.</param>
/// <param name="Decimals">Decimal places of the computed column; null if it is not rounded.</param>
/// <param name="Halves">How halves of a last place are rounded.</param>
internal sealed record RateColumn(
    string Column,
    string Part,
    string By,
    IReadOnlyList<ValuePair> Rates,
    int? Decimals = null,
    HalfRounding Halves = HalfRounding.AwayFromZero
) : FollowingColumn
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Part, By];

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var column = rows.Column(IndexOf(rows, Column));
        double[] computed = Computed(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = IsNear(column[row], computed[row]);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) =>
        Solved(
            base.Complete(rows),
            row => !double.IsNaN(rows[row, IndexOf(rows, Column)]),
            (row, at) => double.IsNaN(rows[row, at])
        );

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        bool[] holds = Holds(rows);
        return Solved(rows, row => !holds[row] && isObserved(row, at), (row, part) => !isObserved(row, part));
    }

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved) => Settle(rows, isObserved);

    /// <inheritdoc/>
    protected override double[] Values(Table rows) =>
        Array.ConvertAll(Computed(rows), value => RoundedNumber.Of(value, Decimals, Halves));

    // The multiplied number takes the value that the others leave, or the value with a rate that of the first rate that fits.
    private Table Solved(Table rows, Func<int, bool> isSolved, Func<int, int, bool> mayChange)
    {
        int at = IndexOf(rows, Column);
        int part = IndexOf(rows, Part);
        int by = IndexOf(rows, By);
        var rates = Rates.ToDictionary(pair => pair.Key, pair => pair.Value);
        int? places = rows.Columns[part].Kind is NumberKind ? DifferenceColumn.PlacesOf(rows.Columns[part]) : null;
        return Changed(
            rows,
            (row, cells) =>
            {
                if (!isSolved(row))
                {
                    return;
                }

                double value = cells[at][row];
                if (mayChange(row, part) && rates.TryGetValue(cells[by][row], out double rate))
                {
                    double solution = RoundedNumber.Of(value / rate, places);
                    cells[part][row] =
                        IsNear(value, rate * solution) && IsPossible(rows.Columns[part], solution)
                            ? solution
                            : cells[part][row];
                }
                else if (mayChange(row, by) && !double.IsNaN(cells[part][row]))
                {
                    cells[by][row] = Rates
                        .Where(pair => IsNear(value, pair.Value * cells[part][row]))
                        .Select(pair => pair.Key)
                        .FirstOrDefault(cells[by][row]);
                }
            }
        );
    }

    private bool IsNear(double value, double computed) =>
        double.IsNaN(value)
            ? double.IsNaN(computed)
            : Math.Abs(value - computed) <= FormulaColumn.SlackOf(Decimals, computed, []);

    /// <summary>The computed values before they are rounded.</summary>
    internal double[] Computed(Table rows)
    {
        var rates = Rates.ToDictionary(pair => pair.Key, pair => pair.Value);
        double[] values = rows.ColumnValues(IndexOf(rows, Part));
        int at = IndexOf(rows, By);
        bool isNumber = rows.Columns[at].Kind is NumberKind;
        var by = rows.Column(at);
        for (int row = 0; row < values.Length; row++)
        {
            values[row] *=
                rates.TryGetValue(by[row], out double rate) ? rate
                : isNumber ? Nearest(by[row])
                : double.NaN;
        }

        return values;
    }

    // Samples may have a number between those of the rows.
    private double Nearest(double level) =>
        double.IsNaN(level)
            ? level
            : Rates.Where(pair => !double.IsNaN(pair.Key)).MinBy(pair => Math.Abs(pair.Key - level)).Value;

    /// <inheritdoc/>
    public override string ToString() => $"{Column} = {Part}{RuleText.Rate}{By}";

    /// <inheritdoc/>
    public bool Equals(RateColumn? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
