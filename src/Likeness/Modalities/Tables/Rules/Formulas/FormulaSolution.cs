using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Solves a formula for one of its parts: it is affine in the part or in its inverse, or a multiple of a power of it, or it is not solved.</summary>
internal static class FormulaSolution
{
    /// <summary>The part's value; NaN if the formula is not solved, or if the solution is none of the part's values.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="decimals">Decimal places of the computed column; null if it is not rounded.</param>
    /// <param name="cells">The cells of the parts, of which that of the part is overwritten.</param>
    /// <param name="part">The part's place in the formula.</param>
    /// <param name="column">The part's column.</param>
    /// <param name="value">The value of the computed column.</param>
    /// <param name="isUnique">Whether all other cells are known, so that the value may also be beyond those of training rows.</param>
    public static double Of(
        Formula formula,
        int? decimals,
        double[] cells,
        int part,
        Column column,
        double value,
        bool isUnique = false
    )
    {
        // In units of the largest cell: beside a time in seconds, differences of small numbers are round-off.
        double unit = Math.Max(1, Math.Abs(value));
        for (int i = 0; i < cells.Length; i++)
        {
            unit = i == part ? unit : double.MaxNumber(unit, Math.Abs(cells[i]));
        }

        double f1 = At(formula.Plain, unit);
        double f2 = At(formula.Plain, 2 * unit);
        double f4 = At(formula.Plain, 4 * unit);
        double slope = f2 - f1;
        double inverse = 4 * (f2 - f4);
        double solution =
            IsNear(f4 - f2, 2 * slope) ? 1 + ((value - f1) / slope)
            : IsNear(2 * (f1 - f2), inverse) ? inverse / (value - f1 + inverse)
            // The height in a body-mass index, weight / height / height.
            : IsNear(f4 * f1, f2 * f2) ? Math.Pow(value / f1, 1 / Math.Log2(f2 / f1))
            // The number of a logarithm, a + b × log2(x).
            : IsNear(f4 - f2, slope) ? Math.Pow(2, (value - f1) / slope)
            : double.NaN;
        solution *= unit;
        int? places = column.Kind is NumberKind ? DifferenceColumn.PlacesOf(column) : null;
        solution = column is { Kind: TimeKind, Grid: { } grid }
            ? OnGrid(grid, solution)
            : RoundedNumber.Of(solution, places);
        double computed = At(formula, solution);
        return
            double.IsFinite(solution)
            && !MayBeMissing(formula)
            && Math.Abs(value - computed) <= FormulaColumn.SlackOf(decimals, computed, cells)
            && (
                TableRule.IsPossible(column, solution)
                || (isUnique && IsBeyond(column, solution))
                || IsMissing(formula, column, solution)
            )
            ? solution
            : double.NaN;

        // A contract that goes on has the length that one which ends on the day of the report has.
        bool MayBeMissing(Formula of) =>
            of is FormulaMissingAsDay
            && At(of, double.NaN) is var open
            && Math.Abs(value - open) <= FormulaColumn.SlackOf(decimals, open, cells);

        double At(Formula solved, double x)
        {
            cells[part] = x;
            return solved.Value(cells);
        }
    }

    // A missing value counts as 0, which need not be one of the column's values.
    private static bool IsMissing(Formula formula, Column column, double solution) =>
        solution == 0 && formula is FormulaMissingAsZero && column.Missing is not null;

    // On the grid, but above or below its values: negative only if some are.
    private static bool IsBeyond(Column column, double solution) =>
        column.Grid is { Digits: null, SinglePrecision: false } grid
        && Math.Abs(OnGrid(grid, solution) - solution) <= TableRule.RoundOff * Math.Max(1, Math.Abs(solution))
        && (solution >= 0 || grid.Origin < 0);

    private static double OnGrid(Grid grid, double value) =>
        grid.Origin + (Math.Round((value - grid.Origin) / grid.Step) * grid.Step);

    private static bool IsNear(double a, double b) =>
        Math.Abs(a - b) <= TableRule.RoundOff * Math.Max(Math.Abs(a), Math.Abs(b));
}
