using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>Parts of a sum of which each row has at most one, such as a debit and a credit: none is negative, and the others are missing and count as 0.</summary>
/// <param name="formula">The sum.</param>
/// <param name="decimals">Decimal places of its column; null if it is not rounded.</param>
/// <param name="at">The place of its column.</param>
/// <param name="parts">The places of the parts.</param>
internal sealed class ExclusiveParts(Formula formula, int? decimals, int at, int[] parts)
{
    /// <summary>Whether no row has two of them, and none is negative.</summary>
    public bool Hold(Table rows) =>
        Enumerable
            .Range(0, rows.RowCount)
            .All(row =>
                parts.Count(part => !double.IsNaN(rows[row, part])) <= 1
                && !Array.Exists(parts, part => rows[row, part] < 0)
            );

    /// <summary>Rows with 0 for the unknown others of a part that is known, or that is the only one of which the column is a value.</summary>
    /// <param name="rows">Rows with the columns of the data; NaN where unknown.</param>
    public Table Completed(Table rows) =>
        TableRule.Changed(
            rows,
            (row, cells) =>
            {
                int[] known = Array.FindAll(parts, part => !double.IsNaN(cells[part][row]));
                known = known.Length > 0 ? known : Array.FindAll(parts, part => IsAlone(rows, part, cells[at][row]));
                foreach (int other in known.Length == 1 ? parts.Except(known) : [])
                {
                    cells[other][row] = 0;
                }
            }
        );

    /// <summary>Imputed rows with one part: an observed one, or one of which an observed column is a value, or the largest.</summary>
    /// <param name="rows">Imputed rows with the columns of the data, observed cells in their places.</param>
    /// <param name="isObserved">Whether a cell was observed: the row and the column.</param>
    public Table Reconciled(Table rows, Func<int, int, bool> isObserved) =>
        TableRule.Changed(
            rows,
            (row, cells) =>
            {
                double observed = isObserved(row, at) ? cells[at][row] : double.NaN;
                int stays = parts
                    .OrderByDescending(part => isObserved(row, part))
                    .ThenByDescending(part => IsAlone(rows, part, observed))
                    .ThenByDescending(part => Math.Abs(cells[part][row])) // NaN is last
                    .First();
                foreach (int other in parts.Where(part => part != stays && !isObserved(row, part)))
                {
                    cells[other][row] = double.NaN;
                }
            }
        );

    private bool IsAlone(Table rows, int part, double value)
    {
        double[] none = [.. Enumerable.Repeat(double.NaN, parts.Length)];
        int place = Array.IndexOf(parts, part);
        return FormulaSolution.Of(formula, decimals, none, place, rows.Columns[part], value) >= 0;
    }
}
