using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Proposes that a column is a product of up to three of: others, their inverses, differences of two times, and what a fraction or percentage leaves or
/// adds (<c>1 - discount</c>), also where that divides (<c>gross × vat / (100 + vat)</c>), times a constant; or what a column has more than another one, as a fraction of either (<c>(price - cost) / price</c>), or as a fraction of what it leaves (<c>change / (close - change)</c>). Each
/// row leaves an interval for the constant, and most products none after a few rows.
/// </summary>
internal static class ProductSearch
{
    private const int MinRows = 20;
    private const int MaxColumnsOfTriples = 24;
    private const int MaxColumnsOfQuotients = 40;

    private const double RoundOff = 1e-6;

    // Where rows may be wrong, the first ones rule out less.
    private const int MaxColumnsOfNearQuotients = 14;
    private const int FirstRows = 16;
    private const int RowsOfFractions = 40;

    // Periods of one length in so many rows are a number, by which a product of anything else would be multiplied.
    private const double NearlyConstant = 0.95;
    private const int DigitsOfDivisor = 15; // the inverse of an inverse has round-off

    /// <summary>The formulas, simple ones first, and the columns of their cells.</summary>
    /// <param name="searched">The column.</param>
    /// <param name="mayDivide">Whether a column may divide.</param>
    /// <param name="isOfTimes">Whether only products with a difference of times are looked for.</param>
    /// <param name="maxColumns">Of more columns, products of three are not looked for.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> Of(
        SearchedColumn searched,
        bool mayDivide,
        bool isOfTimes,
        int maxColumns = MaxColumnsOfTriples
    )
    {
        var (rows, target, allowed, decimals) = searched;
        double[] all = rows.ColumnValues(target);
        int[] known = [.. Enumerable.Range(0, all.Length).Where(row => !double.IsNaN(all[row]))];
        // The largest values leave the narrowest intervals; where some are wrong, those are.
        int[] first = searched.MayBreak ? [] : [.. known.OrderByDescending(row => Math.Abs(all[row])).Take(FirstRows)];
        int[] order = [.. first, .. known.Except(first)];
        double[] targets = Array.ConvertAll(order, row => all[row]);
        double[] slacks = Array.ConvertAll(targets, value => FormulaColumn.SlackOf(decimals, value, []));
        if (order.Length < MinRows)
        {
            return [];
        }

        var constants = new ProductConstant(targets, slacks, searched.MayBreak);
        var factors = Factors(rows, allowed, order);
        var found = new List<(Formula, int[])>();
        int mostOfQuotients = searched.MayBreak ? MaxColumnsOfNearQuotients : MaxColumnsOfQuotients;
        foreach (
            var product in Products(factors, mayDivide, MayBe, mayDivide ? mostOfQuotients : maxColumns)
                .Concat(mayDivide ? Fractions(factors, constants, targets.Length) : [])
                .Where(product => !isOfTimes || product.Any(factor => factor.IsTime))
        )
        {
            if (Constant(product, isFloor: false) is { } constant)
            {
                found.AddRange(Cancels(product) ? [] : [Written(product, constant, isFloor: false)]);
            }
            else if (
                decimals == 0
                && product.Any(factor => factor.IsDivided || factor.IsTime)
                && Constant(product, isFloor: true) is { } below
            )
            {
                found.Add(Written(product, below, isFloor: true));
            }
        }

        return found;

        bool MayBe(Factor one, Factor two, Factor three) =>
            searched.MayBreak || constants.MayBe(one.Values, two.Values, three.Values, mayBeFloor: decimals == 0);

        double? Constant(Factor[] product, bool isFloor) =>
            constants.Of(
                Array.ConvertAll(product, factor => factor.Values),
                isFloor,
                product.Any(factor => factor.IsTime)
            );
    }

    private static List<Factor> Factors(Table rows, int[] allowed, int[] order)
    {
        var factors = new List<Factor>();
        foreach (int column in allowed)
        {
            double[] values = Array.ConvertAll(order, row => rows[row, column]);
            var kind = rows.Columns[column].Kind;
            double[] known = Array.FindAll(values, value => !double.IsNaN(value));
            if (kind is TimeKind)
            {
                factors.AddRange(
                    from other in allowed
                    where other < column && rows.Columns[other].Kind is TimeKind
                    from isLater in (bool[])[true, false]
                    select Difference(rows, isLater ? column : other, isLater ? other : column, order)
                );
            }
            else if (known.Length > 0 && known.Min() < known.Max())
            {
                var cell = new Factor(values, [column], places => new FormulaCell(places[0]));
                factors.Add(cell);
                factors.Add(cell with { IsDivided = true, Values = Array.ConvertAll(values, value => 1 / value) });
                factors.AddRange(known.Min() >= 0 && known.Max() <= 1 ? Rests(column, values, 1) : []);
                factors.AddRange(known.Min() >= 0 && known.Max() is > 1 and <= 100 ? Rests(column, values, 100) : []);
            }
        }

        return factors;
    }

    private static Factor Difference(Table rows, int later, int earlier, int[] order)
    {
        double[] values = Array.ConvertAll(order, row => rows[row, later] - rows[row, earlier]);
        double[] known = Array.FindAll(values, value => !double.IsNaN(value));
        int most = known.CountBy(value => value).Select(one => one.Value).DefaultIfEmpty(0).Max();
        return new(values, [later, earlier], Difference)
        {
            IsTime = true,
            IsNearlyConstant = most >= NearlyConstant * known.Length,
        };
    }

    // 1 - x, 1 + x and what that divides, for percentages of a hundredth: a tax that is added, or that an amount contains.
    private static IEnumerable<Factor> Rests(int column, double[] values, double whole)
    {
        Factor[] rests = [.. Changed(column, values, whole)];
        return
        [
            .. rests,
            rests[^1] with
            {
                IsDivided = true,
                Values = Array.ConvertAll(rests[^1].Values, value => 1 / value),
            },
            rests[^1] with
            {
                IsDivided = true,
                Values = [.. values.Select(value => value / (whole + value))],
                Write = places => new FormulaProduct(
                    (new FormulaCell(places[0]), false),
                    (new FormulaSum((new FormulaNumber(whole), false), (new FormulaCell(places[0]), false)), true)
                ),
            },
        ];
    }

    private static IEnumerable<Factor> Changed(int column, double[] values, double whole) =>
        from isSubtracted in (bool[])[true, false]
        select new Factor(
            Array.ConvertAll(values, value => 1 + ((isSubtracted ? -value : value) / whole)),
            [column],
            places => new FormulaSum(
                (new FormulaNumber(1), false),
                (
                    whole == 1
                        ? new FormulaCell(places[0])
                        : new FormulaProduct((new FormulaCell(places[0]), false), (new FormulaNumber(whole), true)),
                    isSubtracted
                )
            )
        )
        {
            IsRest = true,
        };

    private static IEnumerable<Factor[]> Products(
        List<Factor> factors,
        bool mayDivide,
        Func<Factor, Factor, Factor, bool> mayBe,
        int maxColumns
    )
    {
        var usable = factors.FindAll(factor => mayDivide || !factor.IsDivided);
        var heads = factors.FindAll(factor => factor is { IsDivided: false, IsRest: false });
        var headsOfTriples = heads.FindAll(head => !head.IsTime);
        bool hasTriples = headsOfTriples.Count <= maxColumns;
        // Multiples of one column are sums.
        foreach (var one in usable.Where(one => one.IsDivided || one.IsRest || one.IsTime))
        {
            yield return [one];
        }

        usable.RemoveAll(factor => factor.IsNearlyConstant);
        heads.RemoveAll(factor => factor.IsNearlyConstant);

        foreach (var one in heads)
        {
            foreach (var two in usable.Where(one.MayPrecede))
            {
                yield return [one, two];
            }
        }

        usable.RemoveAll(factor => factor is { IsDivided: true, IsRest: true });
        foreach (var one in hasTriples ? headsOfTriples : [])
        {
            foreach (var (j, two) in usable.Index().Where(pair => one.MayPrecede(pair.Item)))
            {
                // Equal columns may divide twice, as in a body mass index.
                foreach (var three in usable.Skip(j).Where(one.MayPrecede))
                {
                    if (
                        (two.Parts[0] != three.Parts[0] || (two.IsDivided && three.IsDivided)) && mayBe(one, two, three)
                    )
                    {
                        yield return [one, two, three];
                    }
                }
            }
        }
    }

    // Of copies, one divides the other.
    private static bool Cancels(Factor[] product) =>
        product.Any(one =>
            one.IsDivided
            && product.Any(other =>
                !other.IsDivided
                && other
                    .Values.Zip(one.Values)
                    .All(pair => !(Math.Abs((pair.First * pair.Second) - 1) > TableRule.RoundOff))
            )
        );

    // Most are none after a few rows.
    private static IEnumerable<Factor[]> Fractions(List<Factor> factors, ProductConstant constants, int rows)
    {
        var cells = factors.FindAll(factor => factor is { IsDivided: false, IsRest: false, IsTime: false });
        int few = Math.Min(RowsOfFractions, rows);
        return from more in cells
            from less in cells
            where more != less
            from fraction in (Func<int, Factor>[])
                [
                    count => Fraction(more, less, more, count),
                    count => Fraction(more, less, less, count),
                    count => OfRest(more, less, count),
                ]
            where Differ(more, less, few)
            where constants.Of([fraction(few).Values], isFloor: false, isOfTimes: false) is not null
            select (Factor[])[fraction(rows)];
    }

    private static Factor Fraction(Factor more, Factor less, Factor whole, int rows) =>
        new(
            [.. Enumerable.Range(0, rows).Select(row => (more.Values[row] - less.Values[row]) / whole.Values[row])],
            [more.Parts[0], less.Parts[0]],
            places => new FormulaProduct(
                (Difference(places), false),
                (new FormulaCell(places[whole == more ? 0 : 1]), true)
            )
        );

    // Columns that differ by a constant are multiples of their fractions.
    private static bool Differ(Factor more, Factor less, int rows)
    {
        var differences = Enumerable.Range(0, rows).Select(row => more.Values[row] - less.Values[row]).ToArray();
        return differences.Max() - differences.Min() > RoundOff * differences.Max(Math.Abs);
    }

    private static Factor OfRest(Factor more, Factor less, int rows) =>
        new(
            [.. Enumerable.Range(0, rows).Select(row => less.Values[row] / (more.Values[row] - less.Values[row]))],
            [more.Parts[0], less.Parts[0]],
            places => new FormulaProduct((new FormulaCell(places[1]), false), (Difference(places), true))
        );

    private static FormulaSum Difference(int[] places) =>
        new((new FormulaCell(places[0]), false), (new FormulaCell(places[1]), true));

    private static (Formula, int[]) Written(Factor[] product, double constant, bool isFloor)
    {
        List<int> columns = [.. product.SelectMany(factor => factor.Parts).Distinct()];
        List<(Formula Factor, bool Divides)> factors =
        [
            .. product.SelectMany(factor =>
                factor.Write([.. factor.Parts.Select(part => columns.IndexOf(part))]) is var one
                && one is FormulaProduct { Factors: var several }
                    ? several
                    : [(one, factor.IsDivided)]
            ),
        ];
        double divisor = SimplestNumber.Rounded(Math.Round(1 / constant, 9), DigitsOfDivisor);
        bool divides = constant < 1 && ProductConstant.Length(divisor) < ProductConstant.Length(constant);
        if (constant != 1)
        {
            factors.Insert(divides ? factors.Count : 0, (new FormulaNumber(divides ? divisor : constant), divides));
        }

        // A product that begins with a divisor begins with 1.
        if (factors[0].Divides)
        {
            factors.Insert(0, (new FormulaNumber(1), false));
        }

        Formula formula = factors is [(var only, false)] ? only : new FormulaProduct(factors);
        return (isFloor ? new FormulaFloor(formula) : formula, [.. columns]);
    }

    // A factor with its values in the order of the searched rows, the columns that it needs, and how it is written with their places.
    private sealed record Factor(double[] Values, int[] Parts, Func<int[], Formula> Write)
    {
        public bool IsDivided { get; init; }

        public bool IsRest { get; init; }

        public bool IsTime { get; init; }

        public bool IsNearlyConstant { get; init; }

        // Products of the same columns are looked at once: a column comes before later ones, but for those that divide or leave a rest.
        public bool MayPrecede(Factor other) =>
            other.IsDivided || other.IsRest
                ? other.Parts[0] != Parts[0]
                : other.Parts[0] > Parts[0] && !other.Parts.Intersect(Parts).Any();
    }
}
