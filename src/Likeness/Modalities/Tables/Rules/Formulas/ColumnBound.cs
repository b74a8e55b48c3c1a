using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>What a column never is beyond and often is: a number, or a multiple of another column.</summary>
/// <param name="IsLower">Whether the column is never below it; else it is never above.</param>
/// <param name="Column">The place of the other column; none for a number.</param>
/// <param name="Number">The number, or the multiple.</param>
/// <param name="IsMet">Whether the column is at the bound, by rows; null where the bound or the column is missing.</param>
internal sealed record ColumnBound(bool IsLower, int? Column, double Number, bool?[] IsMet)
{
    private const int MaxDigits = 4;

    // Multiples of fewer digits miss some rows that are beside the bound by chance.
    private const double NearlyAll = 0.95;

    /// <summary>The rows at the bound.</summary>
    public int Count { get; } = IsMet.Count(met => met == true);

    /// <summary>How many of some rows at the bound tell of it: of a column, those that have neither 0 nor the value of the most of them, where any multiple is the same.</summary>
    /// <param name="values">The bounded values of the rows.</param>
    public int Telling(IEnumerable<double> values)
    {
        int[] counts =
        [
            .. values.Where(value => Column is null || value != 0).CountBy(value => value).Select(one => one.Value),
        ];
        return counts.Sum() - (Column is null ? 0 : counts.DefaultIfEmpty().Max());
    }

    /// <summary>The bounds of a column that enough rows meet.</summary>
    /// <param name="searched">The column.</param>
    /// <param name="fewest">So many rows are enough.</param>
    public static IEnumerable<ColumnBound> All(SearchedColumn searched, int fewest)
    {
        double[] targets = searched.Rows.ColumnValues(searched.Target);
        bool hasManyValues =
            targets.Where(double.IsFinite).Distinct().Take(BoundSearch.FewestValuesOfFormulas).Count()
            == BoundSearch.FewestValuesOfFormulas;
        foreach (bool isLower in (bool[])[true, false])
        {
            double limit = isLower ? targets.Where(double.IsFinite).Min() : targets.Where(double.IsFinite).Max();
            bool?[] isMet = Array.ConvertAll(targets, value => double.IsNaN(value) ? (bool?)null : value == limit);
            // What is never below 0 is looked for with other zeros.
            if (isMet.Count(met => met == true) >= fewest && !(isLower && limit == 0))
            {
                yield return new(isLower, null, limit, isMet);
            }

            foreach (int column in searched.Allowed)
            {
                if (
                    LinearSearch.IsQuantity(searched.Rows.Columns[column])
                    && OfColumn(searched, targets, isLower, column, hasManyValues) is { } bound
                    && bound.Telling(targets.Where((_, row) => bound.IsMet[row] == true)) >= fewest
                )
                {
                    yield return bound;
                }
            }
        }
    }

    /// <summary>The bound as a formula.</summary>
    /// <param name="place">The place of its column among those of the formula.</param>
    public Formula Write(int place) =>
        Column is null ? new FormulaNumber(Number)
        : Number == 1 ? new FormulaCell(place)
        : new FormulaProduct((new FormulaNumber(Number), false), (new FormulaCell(place), false));

    // The multiple of the fewest digits that is a bound, and is met in nearly as many rows as the closest one.
    private static ColumnBound? OfColumn(
        SearchedColumn searched,
        double[] targets,
        bool isLower,
        int column,
        bool hasManyValues
    )
    {
        double[] values = searched.Rows.ColumnValues(column);
        bool mayMultiply = hasManyValues && Array.TrueForAll(values, value => !(value < 0));
        double closest = mayMultiply ? Closest(searched, targets, values, isLower) : 1;
        if (!(closest > 0) || !double.IsFinite(closest))
        {
            return null;
        }

        int most = Met(searched, targets, values, isLower, closest)?.Count(met => met == true) ?? 0;
        return Enumerable
            .Range(1, MaxDigits)
            .Select(digits => SimplestNumber.Rounded(closest, digits))
            .Select(multiple =>
                Met(searched, targets, values, isLower, multiple) is { } isMet
                    ? new ColumnBound(isLower, column, multiple, isMet)
                    : null
            )
            .FirstOrDefault(bound => bound?.Count >= NearlyAll * most);
    }

    // The largest multiple that the column is never below, or the smallest that it is never above.
    private static double Closest(SearchedColumn searched, double[] targets, double[] values, bool isLower)
    {
        double closest = isLower ? double.PositiveInfinity : 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (values[row] > 0 && !double.IsNaN(targets[row]))
            {
                double slack = FormulaColumn.SlackOf(searched.Decimals, targets[row], []);
                closest = isLower
                    ? Math.Min(closest, (targets[row] + slack) / values[row])
                    : Math.Max(closest, (targets[row] - slack) / values[row]);
            }
        }

        return closest;
    }

    // Null for a multiple that is no bound.
    private static bool?[]? Met(
        SearchedColumn searched,
        double[] targets,
        double[] values,
        bool isLower,
        double multiple
    )
    {
        var isMet = new bool?[targets.Length];
        for (int row = 0; row < isMet.Length; row++)
        {
            double rest = targets[row] - (multiple * values[row]);
            if (double.IsNaN(rest))
            {
                continue;
            }

            double slack = FormulaColumn.SlackOf(searched.Decimals, multiple * values[row], []);
            if (isLower ? rest < -slack : rest > slack)
            {
                return null;
            }

            isMet[row] = Math.Abs(rest) <= slack;
        }

        return isMet;
    }
}
