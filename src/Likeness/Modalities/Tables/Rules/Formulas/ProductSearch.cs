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
        int[] order = Ordered(all, searched.MayBreak);
        double[] targets = Array.ConvertAll(order, row => all[row]);
        double[] slacks = Array.ConvertAll(targets, value => FormulaColumn.SlackOf(decimals, value));
        if (order.Length < MinRows)
        {
            return [];
        }

        var constants = new ProductConstant(targets, slacks, searched.MayBreak);
        var factors = Factors(rows, allowed, order);
        if (isOfTimes && !factors.Exists(factor => factor.IsTime))
        {
            return [];
        }

        var found = new List<(Formula, int[])>();
        int mostOfQuotients = searched.MayBreak ? MaxColumnsOfNearQuotients : MaxColumnsOfQuotients;
        var triples = new ProductTriples(constants, mayBeFloor: decimals == 0);
        foreach (
            var product in Products(factors, mayDivide, triples, mayDivide ? mostOfQuotients : maxColumns)
                .Concat(mayDivide ? Fractions(factors, constants, targets.Length) : [])
        )
        {
            if (isOfTimes && !Array.Exists(product, factor => factor.IsTime))
            {
                continue;
            }

            if (constants.Of(product, isFloor: false) is { } constant)
            {
                found.AddRange(Cancels(product) ? [] : [Written(product, constant, isFloor: false)]);
            }
            else if (
                decimals == 0
                && Array.Exists(product, factor => factor.IsDivided || factor.IsTime)
                && constants.Of(product, isFloor: true) is { } below
            )
            {
                found.Add(Written(product, below, isFloor: true));
            }
        }

        return found;
    }

    // The largest values leave the narrowest intervals; where some are wrong, those are.
    private static int[] Ordered(double[] all, bool mayBreak)
    {
        int[] known = [.. Enumerable.Range(0, all.Length).Where(row => !double.IsNaN(all[row]))];
        if (mayBreak)
        {
            return known;
        }

        int[] first = [.. known.OrderByDescending(row => Math.Abs(all[row])).Take(FirstRows)];
        var isFirst = new bool[all.Length];
        foreach (int row in first)
        {
            isFirst[row] = true;
        }

        return [.. first, .. known.Where(row => !isFirst[row])];
    }

    private static List<ProductFactor> Factors(Table rows, int[] allowed, int[] order)
    {
        var factors = new List<ProductFactor>();
        foreach (int column in allowed)
        {
            var (low, high) = Range(rows.Column(column), order);
            if (rows.Columns[column].Kind is TimeKind)
            {
                factors.AddRange(
                    from other in allowed
                    where other < column && rows.Columns[other].Kind is TimeKind
                    from isLater in (bool[])[true, false]
                    select Difference(rows, isLater ? column : other, isLater ? other : column, order)
                );
            }
            else if (low < high)
            {
                double[] own = new double[order.Length];
                var cells = rows.Column(column);
                for (int row = 0; row < own.Length; row++)
                {
                    own[row] = cells[order[row]];
                }

                factors.Add(new(count => own[..count], order.Length, [column], Cell));
                factors.Add(new(count => Inverses(own, count), order.Length, [column], Cell) { IsDivided = true });
                factors.AddRange(low >= 0 && high <= 1 ? Rests(column, own, 1) : []);
                factors.AddRange(low >= 0 && high is > 1 and <= 100 ? Rests(column, own, 100) : []);
            }
        }

        return factors;
    }

    private static FormulaCell Cell(int[] places) => new(places[0]);

    // The smallest and the largest known value of some rows.
    private static (double Low, double High) Range(ReadOnlySpan<double> cells, int[] order)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (int row in order)
        {
            low = cells[row] < low ? cells[row] : low;
            high = cells[row] > high ? cells[row] : high;
        }

        return (low, high);
    }

    private static ProductFactor Difference(Table rows, int later, int earlier, int[] order)
    {
        double[] values = Array.ConvertAll(order, row => rows[row, later] - rows[row, earlier]);
        double[] known = Array.FindAll(values, value => !double.IsNaN(value));
        int most = known.CountBy(value => value).Select(one => one.Value).DefaultIfEmpty(0).Max();
        return new(count => values[..count], values.Length, [later, earlier], Difference)
        {
            IsTime = true,
            IsNearlyConstant = most >= NearlyConstant * known.Length,
        };
    }

    // 1 - x, 1 + x and what that divides, for percentages of a hundredth: a tax that is added, or that an amount contains.
    private static ProductFactor[] Rests(int column, double[] cells, double whole)
    {
        int rows = cells.Length;
        return
        [
            new(count => Added(cells, count, -whole), rows, [column], places => Rest(places, true)) { IsRest = true },
            new(count => Added(cells, count, whole), rows, [column], places => Rest(places, false)) { IsRest = true },
            new(count => Inverses(Added(cells, count, whole), count), rows, [column], places => Rest(places, false))
            {
                IsRest = true,
                IsDivided = true,
            },
            new(
                count => Contained(cells, count, whole),
                rows,
                [column],
                places => new FormulaProduct(
                    (new FormulaCell(places[0]), false),
                    (new FormulaSum((new FormulaNumber(whole), false), (new FormulaCell(places[0]), false)), true)
                )
            )
            {
                IsRest = true,
                IsDivided = true,
            },
        ];

        FormulaSum Rest(int[] places, bool isSubtracted) =>
            new(
                (new FormulaNumber(1), false),
                (
                    whole == 1
                        ? new FormulaCell(places[0])
                        : new FormulaProduct((new FormulaCell(places[0]), false), (new FormulaNumber(whole), true)),
                    isSubtracted
                )
            );
    }

    private static double[] Inverses(double[] cells, int count)
    {
        var inverses = new double[count];
        for (int row = 0; row < count; row++)
        {
            inverses[row] = 1 / cells[row];
        }

        return inverses;
    }

    private static double[] Added(double[] cells, int count, double whole)
    {
        var added = new double[count];
        for (int row = 0; row < count; row++)
        {
            added[row] = 1 + (cells[row] / whole);
        }

        return added;
    }

    private static double[] Contained(double[] cells, int count, double whole)
    {
        var contained = new double[count];
        for (int row = 0; row < count; row++)
        {
            contained[row] = cells[row] / (whole + cells[row]);
        }

        return contained;
    }

    private static IEnumerable<ProductFactor[]> Products(
        List<ProductFactor> factors,
        bool mayDivide,
        ProductTriples triples,
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

        foreach (var two in triples.Pairs(heads, usable))
        {
            yield return two;
        }

        usable.RemoveAll(factor => factor is { IsDivided: true, IsRest: true });
        foreach (var three in hasTriples ? triples.Of(headsOfTriples, usable) : [])
        {
            yield return three;
        }
    }

    // Of copies, one divides the other.
    private static bool Cancels(ProductFactor[] product) =>
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
    private static IEnumerable<ProductFactor[]> Fractions(
        List<ProductFactor> factors,
        ProductConstant constants,
        int rows
    )
    {
        var cells = factors.FindAll(factor => factor is { IsDivided: false, IsRest: false, IsTime: false });
        return from more in cells
            from less in cells
            where more != less && Differ(more.First, less.First)
            from fraction in (ProductFactor[])
                [Fraction(more, less, more, rows), Fraction(more, less, less, rows), OfRest(more, less, rows)]
            where constants.OfFirst(fraction) is not null
            select (ProductFactor[])[fraction];
    }

    private static ProductFactor Fraction(ProductFactor more, ProductFactor less, ProductFactor whole, int rows) =>
        new(
            Each(row => (more.Value(row) - less.Value(row)) / whole.Value(row)),
            rows,
            [more.Parts[0], less.Parts[0]],
            places => new FormulaProduct(
                (Difference(places), false),
                (new FormulaCell(places[whole == more ? 0 : 1]), true)
            )
        );

    private static Func<int, double[]> Each(Func<int, double> value) =>
        count => [.. Enumerable.Range(0, count).Select(value)];

    // Columns that differ by a constant are multiples of their fractions.
    private static bool Differ(double[] more, double[] less)
    {
        var (low, high, largest) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (int row = 0; row < more.Length; row++)
        {
            double difference = more[row] - less[row];
            if (double.IsNaN(difference))
            {
                return false;
            }

            (low, high) = (Math.Min(low, difference), Math.Max(high, difference));
            largest = Math.Max(largest, Math.Abs(difference));
        }

        return high - low > RoundOff * largest;
    }

    private static ProductFactor OfRest(ProductFactor more, ProductFactor less, int rows) =>
        new(
            Each(row => less.Value(row) / (more.Value(row) - less.Value(row))),
            rows,
            [more.Parts[0], less.Parts[0]],
            places => new FormulaProduct((new FormulaCell(places[1]), false), (Difference(places), true))
        );

    private static FormulaSum Difference(int[] places) =>
        new((new FormulaCell(places[0]), false), (new FormulaCell(places[1]), true));

    private static (Formula, int[]) Written(ProductFactor[] product, double constant, bool isFloor)
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
}
