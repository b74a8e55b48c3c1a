using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Proposes that a column of numbers or durations is a sum of multiples of others and a constant: least squares on all of them, then on those that matter, with the
/// shortest coefficients that leave every row within the rounding.
/// </summary>
internal static class LinearSearch
{
    private const int FittedRows = 4000;

    // Most columns are no sums, which few rows tell.
    private const int FirstRows = 800;
    private const int RowsPerColumn = 10;
    private const double MaxMissing = 0.2;
    private const int MaxDigits = 9;
    private const int MostTerms = 6;
    private const double Exact = 1e-3;

    // Of a column of fewer values, rounding leaves much to multiples.
    private const int FewestValuesOfRounding = 20;
    private const int DigitsOfSimple = 2;
    private const int PointsPerNumber = 3;
    private const double MuchFiner = 0.5;
    private const double HalfAPlace = 0.5 + 1e-6;

    private static readonly ConditionalWeakTable<
        Table,
        ConcurrentDictionary<(int Target, int? Decimals, string Columns), int[]>
    > MatteringColumns = [];

    /// <summary>The formulas, exact and short ones first, and the columns of their cells.</summary>
    /// <param name="searched">The column.</param>
    /// <param name="maySubtract">Whether multiples may be negative.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> Of(SearchedColumn searched, bool maySubtract)
    {
        var rows = searched.Rows;
        if (!IsQuantity(rows.Columns[searched.Target]))
        {
            return [];
        }

        int[] columns = Array.FindAll(
            searched.Allowed,
            column => IsQuantity(rows.Columns[column]) && IsUsable(rows, column, searched.Target)
        );
        int[] complete = Complete(rows, [.. columns, searched.Target]);
        if (columns.Length == 0)
        {
            return [];
        }

        if (complete.Length < RowsPerColumn * (columns.Length + 1))
        {
            return Chosen(PlainSums.Of(searched, columns).Select(one => new LinearSum(one.Columns, one.Signs, 0, 0)));
        }

        int[] few = [.. complete.Take(Math.Max(FirstRows, RowsPerColumn * (columns.Length + 1)))];
        return Chosen(Sums(new LinearSystem(searched, complete), Mattering(searched, few, columns)));

        IEnumerable<(Formula, int[])> Chosen(IEnumerable<LinearSum> sums) =>
            Needed([.. sums])
                .Where(sum =>
                    maySubtract
                        ? !IsLeft(sum) || IsLargest(searched, sum)
                        : sum.Coefficients.All(one => one > 0) && !IsOfBalance(sum)
                )
                .Where(sum => searched.MayCopy || !IsCopy(searched, sum))
                .Where(sum => !IsOfRounding(searched, sum) && !IsOfFewPoints(searched, sum))
                .Where(sum => !IsOfFinerPart(searched, sum))
                .OrderBy(sum => sum.Error > Exact)
                .ThenBy(sum => sum.Length)
                .ThenBy(sum => Array.Exists(sum.Columns, MayBeNegative))
                .Select(sum => (sum.Written, sum.Columns));

        // Multiples of payments and what is left to pay are those of a bill, which other columns may be, too.
        bool IsOfBalance(LinearSum sum) =>
            sum.Columns.Length > 1
            && Array.Exists(sum.Coefficients, one => one != 1)
            && Array.Exists(sum.Columns, MayBeNegative)
            && !MayBeNegative(searched.Target);

        // A balance is what is left of a total, rather than a part of it.
        bool MayBeNegative(int column) => Array.Exists(rows.ColumnValues(column), value => value < 0);
    }

    /// <summary>The multiples of columns that are missing in too many rows to be looked at with others: a rate per kilometre, of journeys among other expenses.</summary>
    /// <param name="searched">The column.</param>
    public static IEnumerable<(Formula Formula, int[] Parts)> OfOftenMissing(SearchedColumn searched)
    {
        var rows = searched.Rows;
        return from column in searched.Allowed
            where IsQuantity(rows.Columns[column]) && !IsUsable(rows, column, searched.Target)
            let known = rows.TakeRows([
                .. Enumerable.Range(0, rows.RowCount).Where(row => !double.IsNaN(rows[row, column])),
            ])
            from one in Of(searched with { Rows = known, Allowed = [column] }, maySubtract: false)
            where one.Formula is FormulaProduct
            select one;
    }

    // Terms that only make a sum longer say nothing: those of columns that depend on each other.
    private static IEnumerable<LinearSum> Needed(LinearSum[] sums) =>
        sums.Where(sum =>
            !Array.Exists(
                sums,
                other =>
                    other.Columns.Length < sum.Columns.Length
                    && !other.Columns.Except(sum.Columns).Any()
                    && other.Length < sum.Length
            )
        );

    // Sums of fewer and fewer columns: those that the others can do without are left out, each of them first once.
    private static IEnumerable<LinearSum> Sums(LinearSystem system, int[] columns)
    {
        // Coefficients of columns that hardly matter are noise, with which no rounding fits: the columns that matter most are tried alone.
        var (all, sums) = Enumerable
            .Range(1, Math.Min(columns.Length, MostTerms))
            .Append(columns.Length)
            .Reverse()
            .Select(count => (int[])[.. columns[..count].Order()])
            .Where(most => most.Length > 0)
            .Select(most => (Columns: most, Sums: system.Round(most)))
            .FirstOrDefault(one => one.Sums.Length > 0, ([], []));
        foreach (var sum in sums)
        {
            yield return sum;
        }

        foreach (int first in all)
        {
            int[] left = all;
            foreach (int column in all.Where(column => column != first).Prepend(first))
            {
                int[] without = Array.FindAll(left, other => other != column);
                LinearSum[] fewer = without.Length > 0 ? system.Round(without) : [];
                left = fewer.Length > 0 ? without : left;
                foreach (var sum in fewer)
                {
                    yield return sum;
                }
            }
        }
    }

    // Fractions that add up to 1 are not computed from each other: the small ones would be what the others miss, often below 0.
    private static bool IsLeft(LinearSum sum) =>
        sum is { Columns.Length: > 1, Constant: not 0 } && sum.Coefficients.All(one => one < 0);

    // The largest may be, such as of percentages: little is missed of it.
    private static bool IsLargest(SearchedColumn searched, LinearSum sum)
    {
        int[] all = [searched.Target, .. sum.Columns];
        double[] means = Array.ConvertAll(all, column => Mean(searched.Rows, column));
        return means[0] == means.Max();
    }

    // A regression is within the rounding of a column that has few values, such as persons: it tells no multiples of many digits, and none where some rows are wrong.
    private static bool IsOfRounding(SearchedColumn searched, LinearSum sum) =>
        sum is { Columns.Length: > 1, Error: > Exact }
        && (
            searched.MayBreak
            || Array.Exists(sum.Coefficients, one => DigitsOf(one) > DigitsOfSimple)
            || DigitsOf(sum.Constant) > 1
        )
        && sum.Coefficients.Select(Math.Abs).Distinct().Skip(1).Any()
        && searched.Rows.ColumnValues(searched.Target).Distinct().Take(FewestValuesOfRounding).Count()
            < FewestValuesOfRounding;

    // Of few different points, a formula that meets them is one of many: they are looked up. Rounding leaves more of them.
    private static bool IsOfFewPoints(SearchedColumn searched, LinearSum sum)
    {
        int constants = sum.Constant == 0 ? 0 : 1;
        int free = sum.Coefficients.Count(one => Math.Abs(one) != 1) + constants;
        int needed = sum.Error > Exact ? PointsPerNumber * (sum.Columns.Length + constants + 1) : free + 2;
        var points = new HashSet<string>();
        for (int row = 0; row < searched.Rows.RowCount && points.Count < needed; row++)
        {
            double[] cells = Array.ConvertAll(sum.Columns, column => searched.Rows[row, column]);
            if (!double.IsNaN(cells.Sum() + searched.Rows[row, searched.Target]))
            {
                points.Add(string.Join(' ', cells));
            }
        }

        return points.Count < needed;
    }

    // Of a mark of two others, rounded to a tenth, the whole mark is rounded much more than the mean leaves: the mean is what is computed.
    private static bool IsOfFinerPart(SearchedColumn searched, LinearSum sum)
    {
        if (sum.Error <= Exact || searched.Decimals is not int places)
        {
            return false;
        }

        int[] all = [.. sum.Columns, searched.Target];
        int[] complete = Complete(searched.Rows, all);
        return sum
            .Columns.Index()
            .Any(part =>
                RoundedNumber.DecimalsOf(searched.Rows, part.Item) is int finer
                && Math.Abs(sum.Coefficients[part.Index]) * Math.Pow(10, -finer) < MuchFiner * Math.Pow(10, -places)
                && new LinearSystem(searched with { Target = part.Item, Decimals = finer }, complete).LargestRest(
                    Array.FindAll(all, column => column != part.Item)
                )
                    <= HalfAPlace * Math.Pow(10, -finer)
            );
    }

    // The same sums are looked for with and without differences.
    private static int[] Mattering(SearchedColumn searched, int[] few, int[] columns) =>
        MatteringColumns
            .GetOrCreateValue(searched.Rows)
            .GetOrAdd(
                (searched.Target, searched.Decimals, string.Join(' ', columns)),
                _ => new LinearSystem(searched, few).Mattering(columns)
            );

    // The first rows that miss none of some columns.
    private static int[] Complete(Table rows, int[] columns)
    {
        columns = Array.FindAll(columns, column => !NumberTraits.Of(rows).IsComplete(column));
        var complete = new List<int>();
        for (int row = 0; row < rows.RowCount && complete.Count < FittedRows; row++)
        {
            bool isComplete = true;
            for (int i = 0; i < columns.Length && isComplete; i++)
            {
                isComplete = !double.IsNaN(rows[row, columns[i]]);
            }

            if (isComplete)
            {
                complete.Add(row);
            }
        }

        return [.. complete];
    }

    private static int DigitsOf(double number) =>
        number == 0
            ? 0
            : Math.Min(SimplestNumber.Digits(number), SimplestNumber.Digits(Math.Round(1 / number, MaxDigits)));

    /// <summary>The mean of the values that a column has.</summary>
    public static double Mean(Table rows, int column) =>
        rows.ColumnValues(column).Where(value => !double.IsNaN(value)).DefaultIfEmpty().Average();

    /// <summary>Whether the sum of two cells has a meaning: of numbers and of durations, which are numbers of seconds, but not of times.</summary>
    public static bool IsQuantity(Column column) => column.Kind is NumberKind or DurationKind;

    // Whole lines may be blank, such as the further items of an order.
    private static bool IsUsable(Table rows, int column, int target)
    {
        var values = rows.Column(column);
        var targets = rows.Column(target);
        bool mayMiss = !NumberTraits.Of(rows).IsComplete(column);
        var (known, missing, first, isConstant) = (0, 0, double.NaN, true);
        for (int row = 0; row < values.Length && (mayMiss || isConstant); row++)
        {
            if (double.IsNaN(targets[row]))
            {
                continue;
            }

            known++;
            double value = values[row];
            if (double.IsNaN(value))
            {
                missing++;
                continue;
            }

            first = double.IsNaN(first) ? value : first;
            isConstant &= value == first;
        }

        return missing <= MaxMissing * known && !isConstant;
    }

    // Copies are looked for by themselves, also of times.
    private static bool IsCopy(SearchedColumn searched, LinearSum sum) =>
        sum is { Columns: [int only] }
        && CopySearch.Constant(searched.Rows.Column(searched.Target), searched.Rows.Column(only)) is not null;
}
