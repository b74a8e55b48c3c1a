using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Whether a formula is more than chance, and may be computed in samples. Each part must matter: with its values of other rows, the formula would hold in
/// all rows with a probability that must be tiny. And the column must not be what nearly equal parts leave, because a model's error in a part is as large
/// in the column: with values of other rows, it would have a far larger spread. The parts of a quotient may be as different as they like: of it, those are
/// values of rows with nearly the same other parts, which a model distinguishes.
/// </summary>
/// <param name="rows">Rows of the data.</param>
/// <param name="rule">The rule.</param>
/// <param name="target">The place of its column.</param>
/// <param name="parts">The places of its parts.</param>
/// <param name="formula">Its formula, with the parts as cells.</param>
internal sealed class FormulaEvidence(Table rows, FormulaColumn rule, int target, int[] parts, Formula formula)
{
    private const int CheckedRows = 1000;
    private const int OtherRows = 31;
    private const double MaxSpread = 2.5;
    private const double FarNeighbours = 0.05;

    // Halves may be rounded the other way in so many rows; or in so many of those with halves, if these are few rows of a column of many values: a program
    // computes a half a little too large or too small.
    private const double MaxOtherwiseRounded = 0.05;
    private const double MaxHalves = 0.3;
    private const double MaxOtherwiseHalves = 0.75;
    private const int FewestValues = 20;

    // Terms of 14 or 30 days are no days from one time to any other.
    private readonly bool isOfTimes = Array.TrueForAll(parts, part => rows.Columns[part].Kind is TimeKind);
    private readonly double[] cells = new double[parts.Length];

    // Other rows may have values of a part that go with missing ones alone.
    private readonly int[] complete =
    [
        .. Enumerable
            .Range(0, rows.RowCount)
            .Where(row =>
                !double.IsNaN(rows[row, target])
                && (formula is FormulaMissingAsZero || Array.TrueForAll(parts, part => !double.IsNaN(rows[row, part])))
            ),
    ];

    /// <summary>Whether there is enough evidence.</summary>
    /// <param name="isComputed">Whether a column is computed itself, so that a model makes no error in it.</param>
    public bool IsEnough(Func<int, bool> isComputed)
    {
        if (IsRoundedOtherwise())
        {
            return false;
        }

        double[] known = [.. rows.ColumnValues(target).Where(value => !double.IsNaN(value)).Order()];
        double middle = known[known.Length / 2];
        double spread = known.Average(value => Math.Abs(value - middle));
        bool isRest = IsLargestRest(isComputed);
        return Enumerable
            .Range(0, parts.Length)
            .All(part =>
                Matters(part, middle, out double changed)
                // The later of two times is encoded by its difference to the other one.
                && (
                    (formula is FormulaProduct || IsBalance(isComputed) ? SpreadAmongNeighbours(part, middle) : changed)
                        <= MaxSpread * spread
                    || isComputed(parts[part])
                    || isRest
                    || rows.Columns[parts[part]].Kind is TimeKind
                )
            );
    }

    /// <summary>Whether a formula is a sum of columns without multiples.</summary>
    public static bool IsPlain(Formula formula) =>
        formula is FormulaSum { Terms: var terms } && terms.All(term => term.Term is FormulaCell);

    // What is left of a computed total, such as a bill less what was paid before: a model knows the total when it comes to the payments.
    private bool IsBalance(Func<int, bool> isComputed) =>
        IsPlain(formula)
        && formula
            is FormulaSum { Terms: [{ IsSubtracted: false, Term: FormulaCell total }, { Term: FormulaCell part }] }
        && isComputed(parts[total.Place])
        && Array.Exists(rows.ColumnValues(target), value => value < 0)
        && !isComputed(parts[part.Place]);

    // What a computed total has beside other columns, none of which is larger on average: of it, little is missed.
    private bool IsLargestRest(Func<int, bool> isComputed) =>
        IsPlain(formula)
        && formula is FormulaSum { Terms: var terms }
        && terms.Count(term => !term.IsSubtracted) == 1
        && terms.All(term => term.Term is FormulaCell cell && term.IsSubtracted != isComputed(parts[cell.Place]))
        && parts.All(part => isComputed(part) || LinearSearch.Mean(rows, part) <= LinearSearch.Mean(rows, target));

    // Samples would have other values than the rows do.
    private bool IsRoundedOtherwise()
    {
        double[] values = rows.ColumnValues(target);
        var decoded = rule.Decode(rows, rows.Columns[target]).Column(target);
        double unit = rule.Decimals is int places ? Math.Pow(10, -places) : double.PositiveInfinity;
        double[] computed = [.. Enumerable.Range(0, values.Length).Select(row => Value(-1, row, row))];
        return AreRoundedOtherwise(values, computed, decoded, unit);
    }

    /// <summary>Whether samples would have other values than rows, because more of them are rounded otherwise than errors of a program leave.</summary>
    /// <param name="values">The values of the rows.</param>
    /// <param name="computed">The computed ones.</param>
    /// <param name="rounded">The computed ones, rounded.</param>
    /// <param name="unit">The last place.</param>
    internal static bool AreRoundedOtherwise(
        double[] values,
        double[] computed,
        ReadOnlySpan<double> rounded,
        double unit
    )
    {
        var (other, halves) = (0, 0);
        for (int row = 0; row < values.Length; row++)
        {
            other += Math.Abs(values[row] - rounded[row]) > unit / 2 ? 1 : 0;
            halves +=
                Math.Abs(Math.Abs(computed[row] - rounded[row]) - (unit / 2))
                <= TableRule.RoundOff * Math.Max(1, Math.Abs(computed[row]))
                    ? 1
                    : 0;
        }

        return other > MaxOtherwiseRounded * values.Length
            && (
                other > MaxOtherwiseHalves * halves
                || halves > MaxHalves * values.Length
                || values.Distinct().Take(FewestValues).Count() < FewestValues
            );
    }

    private bool Matters(int part, double middle, out double spread)
    {
        var (chance, sum, count) = (0.0, 0.0, 0);
        for (int at = 0; at < Math.Min(complete.Length, CheckedRows); at++)
        {
            int row = complete[at];
            // A flag that divides is 1 wherever there is a quotient: by 0, it says nothing.
            if (!double.IsFinite(Value(part, row, row)))
            {
                continue;
            }

            int fitting = 0;
            for (int i = 1; i <= OtherRows; i++)
            {
                int other = complete[(at + (i * (complete.Length / (OtherRows + 1)))) % complete.Length];
                double value = Value(part, row, other);
                double slack = FormulaColumn.SlackOf(rule.Decimals, value, cells);
                fitting += double.IsInfinity(value) || !(Math.Abs(value - rows[row, target]) > slack) ? 1 : 0;
                (sum, count) = double.IsFinite(value) ? (sum + Math.Abs(value - middle), count + 1) : (sum, count);
                if (!isOfTimes && !IsOnGrid(value, slack))
                {
                    spread = double.PositiveInfinity;
                    return false;
                }
            }

            chance += Math.Log((fitting + 1) / (OtherRows + 1.0));
        }

        spread = sum / Math.Max(1, count);
        return chance < RuleSearch.MaxLogChance;
    }

    private bool IsQuotient =>
        formula is FormulaProduct { Factors: var factors }
        && factors.Any(factor => factor is { Divides: true, Factor: not (FormulaNumber or FormulaDays) });

    // The column's spread with a part of rows for which the other parts say nearly the same.
    private double SpreadAmongNeighbours(int part, double middle)
    {
        double[] values = [.. rows.ColumnValues(parts[part]).Where(value => !double.IsNaN(value)).Order()];
        int[] order =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row => (Row: row, Value: Value(part, row, row, values[values.Length / 2])))
                .Where(one => double.IsFinite(one.Value))
                .OrderBy(one => one.Value)
                .Select(one => one.Row),
        ];
        double[] deviations =
        [
            .. Enumerable
                .Range(0, Math.Min(order.Length, CheckedRows))
                .Select(i => (int)((long)i * order.Length / Math.Min(order.Length, CheckedRows)))
                .SelectMany(i =>
                    Enumerable
                        .Range(i - (OtherRows / 2), OtherRows)
                        .Where(other => other >= 0 && other < order.Length)
                        .Select(other => Value(part, order[i], order[other]))
                )
                .Where(double.IsFinite)
                .Select(value => Math.Abs(value - middle))
                .Order(),
        ];
        // A few amounts of one currency are next to those of another one.
        return deviations.Take((int)(deviations.Length * (1 - FarNeighbours))).DefaultIfEmpty().Average();
    }

    // The formula's value for a row with one part of another row, or with a value in its place.
    private double Value(int changed, int row, int other, double? value = null)
    {
        for (int part = 0; part < parts.Length; part++)
        {
            cells[part] =
                part == changed && value is { } given ? given : rows[part == changed ? other : row, parts[part]];
        }

        return formula.Value(cells);
    }

    // Prices in hundreds are not computed from a price per area, but the other way round. Beyond the ends of a grid, its steps go on.
    private bool IsOnGrid(double value, double slack)
    {
        var grid = rows.Columns[target].Grid;
        double position = grid?.Position(value) ?? 0;
        return !(Math.Abs(position - Math.Round(position)) * grid?.Step > slack);
    }
}
