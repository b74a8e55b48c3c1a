using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Whether a part of a product was computed from it: a percentage of marks is the rounded quotient of marks and their maximum, although marks are also the rounded product. Of the two, the one with
/// more values to choose from is computed: other percentages would be those of no number of marks.
/// </summary>
internal static class RoundedQuotient
{
    // Rows in which the product is the same for a neighbouring value of the part.
    private const double MinSame = 0.5;
    private const int MinRows = 50;

    /// <summary>The part of a product that is computed from it, as a place among the parts; −1 if there is none.</summary>
    /// <param name="rows">Rows of the data, all of which satisfy the formula.</param>
    /// <param name="target">The place of the product.</param>
    /// <param name="parts">The places of its parts.</param>
    /// <param name="formula">The product.</param>
    public static int Find(Table rows, int target, int[] parts, Formula formula)
    {
        if (formula is not FormulaProduct)
        {
            return -1;
        }

        return Enumerable
            .Range(0, parts.Length)
            .FirstOrDefault(
                part => rows.Columns[parts[part]].Kind is NumberKind && IsComputed(rows, target, parts, formula, part),
                -1
            );
    }

    private static bool IsComputed(Table rows, int target, int[] parts, Formula formula, int part)
    {
        if (
            RoundedNumber.DecimalsOf(rows, parts[part]) is not { } places
            || RoundedNumber.DecimalsOf(rows, target) is not { } decimals
        )
        {
            return false;
        }

        double step = Math.Pow(10, -places);
        double slack = Math.Pow(10, -decimals) / 2;
        double[] cells = new double[parts.Length];
        var (known, same) = (0, 0);
        for (int row = 0; row < rows.RowCount; row++)
        {
            double product = rows[row, target];
            double value = rows[row, parts[part]];
            double unit = At(row, 1);
            if (!double.IsFinite(product) || !double.IsFinite(value) || !double.IsFinite(unit) || unit == 0)
            {
                continue;
            }

            // The rounded quotient of the product and the other parts.
            if (Math.Abs((product / unit) - value) > (step / 2) + (TableRule.RoundOff * Math.Max(1, Math.Abs(value))))
            {
                return false;
            }

            known++;
            same +=
                Math.Abs(At(row, value + step) - product) < slack || Math.Abs(At(row, value - step) - product) < slack
                    ? 1
                    : 0;
        }

        return known >= MinRows && same >= MinSame * known;

        double At(int row, double value)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                cells[i] = i == part ? value : rows[row, parts[i]];
            }

            return formula.Value(cells);
        }
    }
}
