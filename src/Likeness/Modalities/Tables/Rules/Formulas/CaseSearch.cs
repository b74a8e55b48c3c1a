using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Proposes formulas that have another case: sums in which missing parts count as 0, and formulas that are never below 0 or in whose place there may be a 0.
/// They are those of the table with zeros for missing cells, and of the rows in which the column is not 0. Either case must occur more often than by chance.
/// </summary>
internal static class CaseSearch
{
    // Of either case.
    private const int FewestRows = 20;

    // Columns of few values have a bound, or are a formula or 0, by chance.
    private const int FewestValuesOfBounds = 6;
    private const int FewestValuesOrZero = 20;
    private const int CheckedRows = 1000;
    private const int OtherRows = 31;

    /// <summary>Sums in which missing parts count as 0: some are missing in rows that have the column, where the sum holds for more than chance.</summary>
    /// <param name="searched">The column.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> OfMissing(SearchedColumn searched)
    {
        var rows = searched.Rows;
        double[] targets = rows.ColumnValues(searched.Target);
        int[] missing = Array.FindAll(
            searched.Allowed,
            column =>
                rows.Columns[column].Kind is NumberKind
                && CountMissing(rows.Column(column), targets) is var count
                && count >= FewestRows
                && count < targets.Length
        );
        if (missing.Length == 0)
        {
            return [];
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (int column in missing)
        {
            cells[column] = Array.ConvertAll(cells[column], cell => double.IsNaN(cell) ? 0 : cell);
        }

        var filled = searched with { Rows = Table.FromColumns(rows.Columns, cells) };
        return Sums(filled with { Allowed = missing }).Concat(Sums(filled));

        IEnumerable<(Formula Formula, int[] Parts)> Sums(SearchedColumn one)
        {
            var sums = LinearSearch.Of(one, maySubtract: true).ToList();
            // What others leave without them is no sum of them.
            return sums.Exists(sum => !sum.Parts.Intersect(missing).Any())
                ? []
                : sums.Select(sum => (Formula: (Formula)new FormulaMissingAsZero(sum.Formula), sum.Parts))
                    .Where(sum =>
                        sum.Parts.Intersect(missing).All(part => IsEvident(searched, sum.Formula, sum.Parts, part))
                    );
        }
    }

    /// <summary>Formulas of the rows in which the column is not 0, with what they say of the others.</summary>
    /// <param name="searched">The column.</param>
    /// <param name="formulas">Formulas of a column.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> OfZeros(
        SearchedColumn searched,
        Func<SearchedColumn, IEnumerable<(Formula Formula, int[] Parts)>> formulas
    )
    {
        double[] targets = searched.Rows.ColumnValues(searched.Target);
        int zeros = targets.Count(value => value == 0);
        int others = targets.Count(value => value != 0 && !double.IsNaN(value));
        return
            searched.Rows.Columns[searched.Target].Kind is not NumberKind || zeros < FewestRows || others < FewestRows
            ? []
            : from one in formulas(
                searched with
                {
                    Rows = Rows(searched.Rows, searched.Target, value => value != 0),
                    MayCopy = true,
                }
            )
            let formula = WithZeros(searched, one.Formula, one.Parts)
            where formula is not null
            select (formula, one.Parts);
    }

    /// <summary>The rows in which a column's value says which case of a formula it is: not that of a bound or a 0.</summary>
    public static Table Telling(Table rows, int column, Formula formula) => Rows(rows, column, formula.Tells);

    private static Table Rows(Table rows, int column, Func<double, bool> isTaken) =>
        rows.TakeRows([
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row => rows[row, column] is var value && !double.IsNaN(value) && isTaken(value)),
        ]);

    private static int CountMissing(ReadOnlySpan<double> values, double[] targets)
    {
        int count = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            count += double.IsNaN(values[row]) && !double.IsNaN(targets[row]) ? 1 : 0;
        }

        return count;
    }

    // Independent values would be those of the sum in the rows without the part, with a tiny probability.
    private static bool IsEvident(SearchedColumn searched, Formula formula, int[] parts, int part)
    {
        var rows = searched.Rows;
        double[] computed = Computed(rows, formula, parts);
        int[] without =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row =>
                    double.IsNaN(rows[row, part])
                    && !double.IsNaN(rows[row, searched.Target])
                    && !double.IsNaN(computed[row])
                )
                .Take(CheckedRows),
        ];
        double chance = 0;
        foreach (var (i, row) in without.Index())
        {
            double slack = FormulaColumn.SlackOf(searched.Decimals, computed[row]);
            int fitting = Enumerable
                .Range(1, OtherRows)
                .Count(step =>
                {
                    int other = without[(i + (step * Math.Max(1, without.Length / (OtherRows + 1)))) % without.Length];
                    return Math.Abs(rows[other, searched.Target] - computed[row]) <= slack;
                });
            chance += Math.Log((fitting + 1) / (OtherRows + 1.0));
        }

        return without.Length >= FewestRows && chance < RuleSearch.MaxLogChance;
    }

    // By chance, the column would be 0 in all rows in which the formula is negative with the fraction of zeros to the power of their number.
    private static Formula? WithZeros(SearchedColumn searched, Formula formula, int[] parts)
    {
        double[] targets = searched.Rows.ColumnValues(searched.Target);
        double[] computed = Computed(searched.Rows, formula, parts);
        var (known, zeros, below, above, alone) = (0, 0, 0, 0, 0);
        for (int row = 0; row < targets.Length; row++)
        {
            known += double.IsNaN(targets[row]) ? 0 : 1;
            zeros += targets[row] == 0 ? 1 : 0;
            double slack = FormulaColumn.SlackOf(searched.Decimals, computed[row]);
            below += targets[row] == 0 && computed[row] < -slack ? 1 : 0;
            above += targets[row] == 0 && computed[row] > slack ? 1 : 0;
            alone += double.IsNaN(computed[row]) && Math.Abs(targets[row]) > 0 ? 1 : 0;
        }

        int values = targets.Where(target => !double.IsNaN(target)).Distinct().Take(FewestValuesOrZero).Count();
        bool isSigned = Array.Exists(targets, target => target < 0);
        bool isBound =
            !isSigned && below >= FewestRows && below * Math.Log(zeros / (double)known) < RuleSearch.MaxLogChance;
        int free = isSigned ? above + below : above;
        // A few zeros in other rows are errors.
        free = searched.MayBreak && free < (1 - NearlyHolds.MinFraction) * known ? 0 : free;
        var bounded = isBound ? new FormulaExtreme(IsLargest: true, new FormulaNumber(0), formula) : formula;
        return values < FewestValuesOfBounds
            || (!isSigned && below > 0 && !isBound)
            || (free > 0 && (alone > 0 || free < FewestRows || values < FewestValuesOrZero))
                ? null
            : free > 0 ? new FormulaOrZero(bounded)
            : isBound ? bounded
            : null;
    }

    /// <summary>The number of rows that have a column's value and all that a formula needs.</summary>
    public static int Covered(Table rows, int column, Formula formula, int[] parts) =>
        Computed(rows, formula, parts)
            .Zip(rows.ColumnValues(column))
            .Count(pair => double.IsFinite(pair.First) && !double.IsNaN(pair.Second));

    private static double[] Computed(Table rows, Formula formula, int[] parts)
    {
        var computed = new double[rows.RowCount];
        var cells = new double[parts.Length];
        for (int row = 0; row < computed.Length; row++)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = rows[row, parts[i]];
            }

            computed[row] = formula.Value(cells);
        }

        return computed;
    }
}
