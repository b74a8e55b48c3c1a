using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Proposes formulas with a bound: <c>min(claimed, limit)</c>, <c>min(0.2 × gross, 1000)</c>, <c>max(25, hours × rate)</c>. A column is never beyond a
/// number or a multiple of another column, often is just that, and has another bound or a formula in all other rows.
/// </summary>
internal static class BoundSearch
{
    // Of either case.
    private const int FewestRows = 20;
    private const double MinFraction = 0.01;

    // Columns of few values have bounds by chance.
    private const int FewestValues = 6;

    /// <summary>Columns of fewer values are rounded multiples and sums by chance.</summary>
    public const int FewestValuesOfFormulas = 20;

    /// <summary>The formulas, and the columns of their cells.</summary>
    /// <param name="searched">The column.</param>
    /// <param name="formulas">Formulas of a column.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> Of(
        SearchedColumn searched,
        Func<SearchedColumn, IEnumerable<(Formula Formula, int[] Parts)>> formulas
    )
    {
        double[] targets = searched.Rows.ColumnValues(searched.Target);
        double[] known = Array.FindAll(targets, double.IsFinite);
        int values = known.Distinct().Take(FewestValuesOfFormulas).Count();
        int fewest = Math.Max(FewestRows, (int)(MinFraction * known.Length));
        if (
            !LinearSearch.IsQuantity(searched.Rows.Columns[searched.Target])
            || values < FewestValues
            // Copies are looked for by themselves.
            || Array.Exists(
                searched.Allowed,
                column => CopySearch.Constant(targets, searched.Rows.ColumnValues(column)) is not null
            )
        )
        {
            return [];
        }

        ColumnBound[] bounds = [.. ColumnBound.All(searched, fewest)];
        return Pairs(bounds, targets, fewest)
            .Concat(
                (values < FewestValuesOfFormulas ? [] : bounds).SelectMany(bound =>
                    WithRest(searched, bound, fewest, formulas)
                )
            )
            .Where(one => Holds(searched, one.Formula, one.Parts));
    }

    // Each row meets one of two bounds.
    private static IEnumerable<(Formula Formula, int[] Parts)> Pairs(
        ColumnBound[] bounds,
        double[] targets,
        int fewest
    ) =>
        from second in bounds
        where second.Column is not null
        from first in bounds.TakeWhile(bound => bound != second)
        where
            first.IsLower == second.IsLower
            && Only(first, second, targets) >= fewest
            && Only(second, first, targets) >= fewest
            && first.IsMet.Zip(second.IsMet).All(pair => pair.First != false || pair.Second != false)
        orderby SimplestNumber.Digits(first.Number) + SimplestNumber.Digits(second.Number)
        let parts = (int[])[.. ((int?[])[first.Column, second.Column]).OfType<int>()]
        let place = first.Column is null ? 0 : 1
        select ((Formula)new FormulaExtreme(first.IsLower, first.Write(0), second.Write(place)), parts);

    private static int Only(ColumnBound bound, ColumnBound other, double[] targets) =>
        bound.Telling(targets.Where((_, row) => (bound.IsMet[row], other.IsMet[row]) is (true, false)));

    // The formulas of the rows that do not meet a bound.
    private static IEnumerable<(Formula Formula, int[] Parts)> WithRest(
        SearchedColumn searched,
        ColumnBound bound,
        int fewest,
        Func<SearchedColumn, IEnumerable<(Formula Formula, int[] Parts)>> formulas
    )
    {
        int[] rest = [.. bound.IsMet.Index().Where(row => row.Item == false).Select(row => row.Index)];
        return from one in rest.Length < fewest
                ? []
                : formulas(searched with { Rows = searched.Rows.TakeRows(rest), MayCopy = true })
            where one.Formula is not FormulaOrZero
            let column = bound.Column is { } other ? Array.IndexOf(one.Parts, other) : 0
            let parts = column < 0 && bound.Column is { } added ? (int[])[.. one.Parts, added] : one.Parts
            let formula = WithBound(bound, one.Formula, column < 0 ? one.Parts.Length : column)
            where IsNoChance(searched, bound, one.Formula, one.Parts, fewest)
            select (formula, parts);
    }

    // A number stands first. The larger of a column and what is opposite to it is without a sign.
    private static Formula WithBound(ColumnBound bound, Formula formula, int place) =>
        bound.Column is null ? new FormulaExtreme(bound.IsLower, bound.Write(place), formula)
        : bound is { IsLower: true, Number: 1 } && IsOpposite(formula, place)
            ? new FormulaAbsolute(new FormulaCell(place))
        : new FormulaExtreme(bound.IsLower, formula, bound.Write(place));

    private static bool IsOpposite(Formula formula, int place) =>
        formula
            is FormulaProduct
            {
                Factors: [(FormulaNumber { Number: -1 }, false), (FormulaCell { Place: var cell }, false)]
            }
        && cell == place;

    // By chance, the column would be at the bound in all rows in which the formula is beyond with the fraction of such rows to the power of their number.
    private static bool IsNoChance(SearchedColumn searched, ColumnBound bound, Formula formula, int[] parts, int fewest)
    {
        var rows = searched.Rows;
        double[] beyond =
        [
            .. Enumerable.Range(0, rows.RowCount).Where(IsBeyond).Select(row => rows[row, searched.Target]),
        ];
        int known = bound.IsMet.Count(met => met is not null);
        return bound.Telling(beyond) >= (bound.Column is null ? FewestRows : fewest)
            && beyond.Length * Math.Log(bound.Count / (double)known) < RuleSearch.MaxLogChance;

        bool IsBeyond(int row)
        {
            double rest = formula.Value(Array.ConvertAll(parts, part => rows[row, part])) - rows[row, searched.Target];
            double slack = FormulaColumn.SlackOf(searched.Decimals, rows[row, searched.Target], []);
            return bound.IsMet[row] == true && (bound.IsLower ? rest < -slack : rest > slack);
        }
    }

    // Most of what is proposed does not hold in the other rows.
    private static bool Holds(SearchedColumn searched, Formula formula, int[] parts)
    {
        var rows = searched.Rows;
        var cells = new double[parts.Length];
        for (int row = 0; row < rows.RowCount; row++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                cells[part] = rows[row, parts[part]];
            }

            double value = formula.Value(cells);
            if (Math.Abs(value - rows[row, searched.Target]) > FormulaColumn.SlackOf(searched.Decimals, value, cells))
            {
                return false;
            }
        }

        return true;
    }
}
