using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// The payment of each period that pays off an amount with interest in equal parts, P·i / (1 − (1 + i)⁻ⁿ), or P / n without interest: <c>installment = annuity of amount, rate, term</c>. It is left out, and
/// computed in samples; it is missing where one of the others is.
/// </summary>
/// <param name="Column">The payment.</param>
/// <param name="Principal">The amount.</param>
/// <param name="Rate">The rate of interest.</param>
/// <param name="Term">The term.</param>
/// <param name="RateUnit">i for a rate of 1: 1/1200 of yearly percentages and monthly payments.</param>
/// <param name="TermUnit">n for a term of 1: 12 of years and monthly payments.</param>
/// <param name="Terms">The levels of a term that is a category, with its periods; none for a number.</param>
/// <param name="Decimals">Decimal places of the payment; null if it is not rounded.</param>
internal sealed record AnnuityColumn(
    string Column,
    string Principal,
    string Rate,
    string Term,
    double RateUnit,
    double TermUnit,
    IReadOnlyList<ValuePair> Terms,
    int? Decimals = null
) : FollowingColumn
{
    // Some lenders round up.
    private const int SlackInPlaces = 1;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [Principal, Rate, Term];

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <summary>The payment of an amount of 1.</summary>
    /// <param name="rate">The rate of interest for a period.</param>
    /// <param name="periods">The number of periods.</param>
    public static double Factor(double rate, double periods) =>
        rate == 0 ? 1 / periods : rate / (1 - Math.Pow(1 + rate, -periods));

    /// <summary>Whether a payment is a computed one.</summary>
    /// <param name="value">The payment.</param>
    /// <param name="computed">The computed one.</param>
    /// <param name="decimals">Decimal places of the payment; null if it is not rounded.</param>
    public static bool IsNear(double value, double computed, int? decimals) =>
        double.IsNaN(value)
            ? double.IsNaN(computed)
            : Math.Abs(value - computed)
                <= FormulaColumn.SlackOf(decimals, computed, [])
                    + (decimals is int places ? (SlackInPlaces - 0.5) * Math.Pow(10, -places) : 0);

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var column = rows.Column(IndexOf(rows, Column));
        double[] computed = Computed(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            holds[row] = IsNear(column[row], computed[row], Decimals);
        }

        return holds;
    }

    /// <summary>Whether all rows satisfy the rule: most other rules are broken by one of the first.</summary>
    /// <param name="rows">Rows that have the rule's columns.</param>
    internal bool HoldsInAll(Table rows)
    {
        var column = rows.Column(IndexOf(rows, Column));
        var amounts = rows.Column(IndexOf(rows, Principal));
        var factor = FactorOf(rows);
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (!IsNear(column[row], amounts[row] * factor(row), Decimals))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) =>
        Solved(base.Complete(rows), row => !double.IsNaN(rows[row, IndexOf(rows, Column)]), IsUnknown(rows));

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        int principal = IndexOf(rows, Principal);
        bool[] holds = Holds(rows);
        return Solved(rows, row => !holds[row] && isObserved(row, at), row => !isObserved(row, principal));
    }

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved) => Settle(rows, isObserved);

    /// <inheritdoc/>
    protected override double[] Values(Table rows) =>
        Array.ConvertAll(Computed(rows), value => RoundedNumber.Of(value, Decimals, HalfRounding.AwayFromZero));

    private Func<int, bool> IsUnknown(Table rows) => row => double.IsNaN(rows[row, IndexOf(rows, Principal)]);

    // The amount that a known payment pays off.
    private Table Solved(Table rows, Func<int, bool> isSolved, Func<int, bool> mayChange)
    {
        int at = IndexOf(rows, Column);
        int principal = IndexOf(rows, Principal);
        double[] factors = Factors(rows);
        int? places =
            rows.Columns[principal].Kind is NumberKind ? DifferenceColumn.PlacesOf(rows.Columns[principal]) : null;
        return Changed(
            rows,
            (row, cells) =>
            {
                double solution = RoundedNumber.Of(cells[at][row] / factors[row], places);
                bool isSolution =
                    isSolved(row)
                    && mayChange(row)
                    && double.IsFinite(solution)
                    && IsNear(cells[at][row], solution * factors[row], Decimals)
                    && IsPossible(rows.Columns[principal], solution);
                cells[principal][row] = isSolution ? solution : cells[principal][row];
            }
        );
    }

    private double[] Computed(Table rows)
    {
        double[] factors = Factors(rows);
        return [.. rows.ColumnValues(IndexOf(rows, Principal)).Zip(factors, (amount, factor) => amount * factor)];
    }

    private double[] Factors(Table rows) => [.. Enumerable.Range(0, rows.RowCount).Select(FactorOf(rows))];

    // The factor of a row.
    private Func<int, double> FactorOf(Table rows)
    {
        var periods = Terms.ToDictionary(pair => pair.Key, pair => pair.Value);
        var (rate, term) = (IndexOf(rows, Rate), IndexOf(rows, Term));
        return row =>
            Factor(
                rows[row, rate] * RateUnit,
                TermUnit
                    * (periods.Count == 0 ? rows[row, term] : periods.GetValueOrDefault(rows[row, term], double.NaN))
            );
    }

    /// <inheritdoc/>
    public override string ToString() => AnnuityText.Write(Column, Principal, Rate, Term);

    /// <inheritdoc/>
    public bool Equals(AnnuityColumn? other) =>
        other is not null && (ToString(), RateUnit, TermUnit) == (other.ToString(), other.RateUnit, other.TermUnit);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
