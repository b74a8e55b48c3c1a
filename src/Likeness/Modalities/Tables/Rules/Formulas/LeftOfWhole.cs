using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// What parts leave of a whole, <c>a = 1 - b - c</c>: where sampled parts leave less than rows of the data have, all of them are made smaller in proportion, until they leave as much.
/// Rows with little left would be missing in samples else.
/// </summary>
internal static class LeftOfWhole
{
    /// <summary>The whole; null for another formula.</summary>
    public static double? WholeOf(Formula formula) =>
        formula is FormulaSum { Terms: [{ IsSubtracted: false, Term: FormulaNumber whole }, _, _, ..] terms }
        && terms.Skip(1).All(part => part is { IsSubtracted: true, Term: FormulaCell })
            ? whole.Number
            : null;

    /// <summary>What the parts leave at least: the lowest value that protection permits; null if some part may be negative, or for another formula.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="parts">The places of the parts.</param>
    /// <param name="formula">The formula.</param>
    public static double? LeastOf(Table train, int at, int[] parts, Formula formula)
    {
        // Most formulas that are tried are none of these: they need no sorted column.
        if (WholeOf(formula) is null)
        {
            return null;
        }

        double[] values = [.. train.ColumnValues(at).Where(value => !double.IsNaN(value)).Order()];
        return
            values.Length >= Protection.MinRows
            && values[0] >= 0
            && Array.TrueForAll(parts, part => !Array.Exists(train.ColumnValues(part), value => value < 0))
            ? values[Protection.MinRows - 1]
            : null;
    }

    /// <summary>Rows whose parts leave enough.</summary>
    /// <param name="rows">Sampled rows.</param>
    /// <param name="parts">The places of the parts.</param>
    /// <param name="whole">The whole.</param>
    /// <param name="least">What is left at least.</param>
    public static Table Scaled(Table rows, int[] parts, double whole, double least) =>
        TableRule.Changed(
            rows,
            (row, cells) =>
            {
                double sum = parts.Sum(part => cells[part][row]);
                if (!(whole - sum < least))
                {
                    return;
                }

                foreach (int part in parts)
                {
                    double smaller = cells[part][row] * (whole - least) / sum;
                    // Rounded down, the parts do not leave less.
                    cells[part][row] = rows.Columns[part].Grid is { } grid
                        ? grid.Origin + (Math.Floor((smaller - grid.Origin) / grid.Step) * grid.Step)
                        : smaller;
                }
            }
        );
}
