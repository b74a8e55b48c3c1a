using System.Numerics;
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
                    && OfColumn(searched, targets, isLower, column, hasManyValues, fewest) is { } bound
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
        bool hasManyValues,
        int fewest
    )
    {
        var values = searched.Rows.Column(column);
        bool mayMultiply = hasManyValues && !HasNegative(values);
        double closest = mayMultiply ? Closest(searched, targets, values, isLower) : 1;
        if (!(closest > 0) || !double.IsFinite(closest))
        {
            return null;
        }

        int most = Math.Max(0, CountMet(searched, targets, values, isLower, closest));
        double before = double.NaN;
        for (int digits = 1; digits <= MaxDigits; digits++)
        {
            double multiple = SimplestNumber.Rounded(closest, digits);
            int count = multiple == before ? -1 : CountMet(searched, targets, values, isLower, multiple);
            before = multiple;
            if (count >= 0 && count >= NearlyAll * most)
            {
                return count < fewest ? null : new(isLower, column, multiple, Met(searched, targets, values, multiple));
            }
        }

        return null;
    }

    private static bool HasNegative(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (value < 0)
            {
                return true;
            }
        }

        return false;
    }

    // The largest multiple that the column is never below, or the smallest that it is never above.
    private static double Closest(SearchedColumn searched, double[] targets, ReadOnlySpan<double> values, bool isLower)
    {
        double closest = isLower ? double.PositiveInfinity : 0;
        var none = new Vector<double>(closest);
        var all = none;
        int row = 0;
        for (; row + Vector<double>.Count <= targets.Length; row += Vector<double>.Count)
        {
            var (target, value) = (new Vector<double>(targets, row), new Vector<double>(values[row..]));
            var slack = FormulaColumn.SlackOf(searched.Decimals, target);
            var isUsed = Vector.GreaterThan(value, Vector<double>.Zero) & Vector.Equals(target, target);
            all = isLower
                ? Vector.Min(all, Vector.ConditionalSelect(isUsed, (target + slack) / value, none))
                : Vector.Max(all, Vector.ConditionalSelect(isUsed, (target - slack) / value, none));
        }

        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            closest = isLower ? Math.Min(closest, all[lane]) : Math.Max(closest, all[lane]);
        }

        for (; row < targets.Length; row++)
        {
            if (values[row] > 0 && !double.IsNaN(targets[row]))
            {
                double slack = FormulaColumn.SlackOf(searched.Decimals, targets[row]);
                closest = isLower
                    ? Math.Min(closest, (targets[row] + slack) / values[row])
                    : Math.Max(closest, (targets[row] - slack) / values[row]);
            }
        }

        return closest;
    }

    // The rows in which the column is at a multiple; −1 for a multiple that is no bound.
    private static int CountMet(
        SearchedColumn searched,
        double[] targets,
        ReadOnlySpan<double> values,
        bool isLower,
        double multiple
    )
    {
        var met = Vector<long>.Zero;
        int row = 0;
        // Comparisons with NaN are false.
        for (; row + Vector<double>.Count <= targets.Length; row += Vector<double>.Count)
        {
            var bound = multiple * new Vector<double>(values[row..]);
            var rest = new Vector<double>(targets, row) - bound;
            var slack = FormulaColumn.SlackOf(searched.Decimals, bound);
            if (isLower ? Vector.LessThanAny(rest, -slack) : Vector.GreaterThanAny(rest, slack))
            {
                return -1;
            }

            met -= Vector.LessThanOrEqual(Vector.Abs(rest), slack);
        }

        int count = (int)Vector.Sum(met);
        for (; row < targets.Length; row++)
        {
            double bound = multiple * values[row];
            double rest = targets[row] - bound;
            double slack = FormulaColumn.SlackOf(searched.Decimals, bound);
            if (isLower ? rest < -slack : rest > slack)
            {
                return -1;
            }

            count += Math.Abs(rest) <= slack ? 1 : 0;
        }

        return count;
    }

    private static bool?[] Met(SearchedColumn searched, double[] targets, ReadOnlySpan<double> values, double multiple)
    {
        var isMet = new bool?[targets.Length];
        for (int row = 0; row < isMet.Length; row++)
        {
            double bound = multiple * values[row];
            double rest = Math.Abs(targets[row] - bound);
            isMet[row] = double.IsNaN(rest) ? null : rest <= FormulaColumn.SlackOf(searched.Decimals, bound);
        }

        return isMet;
    }
}
