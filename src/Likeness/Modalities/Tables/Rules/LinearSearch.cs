using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Modalities.Tables.Rules;

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
    private const double Ridge = 1e-10;
    private const int MaxDigits = 9;
    private const int MostTerms = 6;
    private const double Exact = 1e-3;
    private const int MaxDivisor = 10_000;
    private const double NearInverse = 2e-3;
    private const double NearEqual = 0.05;
    private const double Close = 1e-12;
    private const int DigitsOfClose = 12;

    // Of a column of fewer values, rounding leaves much to multiples.
    private const int FewestValuesOfRounding = 20;
    private const int DigitsOfSimple = 2;

    // Of a column's spread: less than this is round-off.
    private const double Negligible = 1e-7;

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
            column => IsQuantity(rows.Columns[column]) && IsUsable(rows, column)
        );
        int[] complete =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row => columns.Append(searched.Target).All(column => !double.IsNaN(rows[row, column])))
                .Take(FittedRows),
        ];
        if (columns.Length == 0)
        {
            return [];
        }

        if (complete.Length < RowsPerColumn * (columns.Length + 1))
        {
            return Chosen(PlainSums.Of(searched, columns).Select(one => new LinearSum(one.Columns, one.Signs, 0, 0)));
        }

        int[] few = [.. complete.Take(Math.Max(FirstRows, RowsPerColumn * (columns.Length + 1)))];
        return Chosen(Sums(new System(searched, complete), new System(searched, few).Mattering(columns)));

        IEnumerable<(Formula, int[])> Chosen(IEnumerable<LinearSum> sums) =>
            Needed([.. sums])
                .Where(sum =>
                    maySubtract
                        ? !IsLeft(sum) || IsLargest(searched, sum)
                        : sum.Coefficients.All(one => one > 0) && !IsOfBalance(sum)
                )
                .Where(sum => searched.MayCopy || !IsCopy(searched, sum))
                .Where(sum => !IsOfRounding(searched, sum))
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
            where IsQuantity(rows.Columns[column]) && !IsUsable(rows, column)
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
    private static IEnumerable<LinearSum> Sums(System system, int[] columns)
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

    // The largest of rounded ones may be, such as percentages: little is missed of it.
    private static bool IsLargest(SearchedColumn searched, LinearSum sum)
    {
        int[] all = [searched.Target, .. sum.Columns];
        double[] means = Array.ConvertAll(all, column => Mean(searched.Rows, column));
        return means[0] == means.Max()
            && Array.TrueForAll(all, column => DifferenceColumn.PlacesOf(searched.Rows.Columns[column]) is not null);
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

    private static int DigitsOf(double number) =>
        number == 0
            ? 0
            : Math.Min(SimplestNumber.Digits(number), SimplestNumber.Digits(Math.Round(1 / number, MaxDigits)));

    /// <summary>The mean of the values that a column has.</summary>
    public static double Mean(Table rows, int column) =>
        rows.ColumnValues(column).Where(value => !double.IsNaN(value)).DefaultIfEmpty().Average();

    // The inverse of a whole number that a fitted coefficient may be; null if there is none.
    private static double? Inverse(double number)
    {
        double divisor = Math.Round(1 / number);
        divisor = Math.Abs((number * Clock.Day) - 1) < NearInverse ? Clock.Day : divisor; // days of seconds
        return
            Math.Abs(divisor) is (>= 2 and <= MaxDivisor) or Clock.Day && Math.Abs((number * divisor) - 1) < NearInverse
            ? 1 / divisor
            : null;
    }

    /// <summary>Whether the sum of two cells has a meaning: of numbers and of durations, which are numbers of seconds, but not of times.</summary>
    public static bool IsQuantity(Column column) => column.Kind is NumberKind or DurationKind;

    private static bool IsUsable(Table rows, int column)
    {
        double[] values = rows.ColumnValues(column);
        int missing = values.Count(double.IsNaN);
        return missing <= MaxMissing * values.Length
            && values.Where(value => !double.IsNaN(value)).Distinct().Take(2).Count() == 2;
    }

    // Copies are looked for by themselves, also of times.
    private static bool IsCopy(SearchedColumn searched, LinearSum sum) =>
        sum is { Columns: [int only] }
        && CopySearch.Constant(searched.Rows.Column(searched.Target), searched.Rows.Column(only)) is not null;

    private sealed class System(SearchedColumn searched, int[] complete)
    {
        private readonly Table rows = searched.Rows;
        private readonly int? decimals = searched.Decimals;
        private readonly double[] targets = Values(searched.Rows, searched.Target, complete);

        /// <summary>The columns without which least squares would miss the target, by their effects; none if it does with all.</summary>
        public int[] Mattering(int[] columns)
        {
            double[] fitted = Fit(columns, Ridge);
            double[] rest = [.. targets];
            for (int i = 0; i < columns.Length; i++)
            {
                double[] values = Values(rows, columns[i], complete);
                for (int row = 0; row < rest.Length; row++)
                {
                    rest[row] -= fitted[i] * values[row];
                }
            }

            double unit = Math.Max(decimals is int places ? Math.Pow(10, -places) : 0, Negligible * Spread(targets));
            double[] effects =
            [
                .. columns.Select((column, i) => Math.Abs(fitted[i]) * Spread(Values(rows, column, complete))),
            ];
            return Spread(rest) > unit
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, columns.Length)
                        .Where(i => effects[i] > unit / 10)
                        .OrderByDescending(i => effects[i])
                        .Select(i => columns[i]),
                ];
        }

        /// <summary>The sums that leave every row within the rounding: of the shortest coefficients and a constant, and of equal coefficients.</summary>
        public LinearSum[] Round(int[] columns)
        {
            double[] fitted = Fit(columns, 0);
            // Numbers that are not rounded may have more than single precision.
            var shortest = (
                from isClose in decimals is null ? (bool[])[true, false] : [false]
                from digits in Enumerable.Range(1, MaxDigits)
                from withInverses in (bool[])[false, true]
                select WithConstant(
                    columns,
                    [
                        .. fitted.Select(one =>
                            (withInverses ? Inverse(one) : null) ?? SimplestNumber.Rounded(one, digits)
                        ),
                    ],
                    isClose
                )
            ).FirstOrDefault(sum => sum is not null);
            return [.. ((LinearSum?[])[shortest, Equal(columns, fitted)]).OfType<LinearSum>()];
        }

        // A mean, or a quotient by one number: coefficients that are equal but for their signs, and no constant.
        private LinearSum? Equal(int[] columns, double[] fitted)
        {
            var (low, high) = (0.0, double.PositiveInfinity);
            for (int row = 0; row < targets.Length; row++)
            {
                double whole = 0;
                for (int i = 0; i < columns.Length; i++)
                {
                    whole += Math.Sign(fitted[i]) * rows[complete[row], columns[i]];
                }

                double slack = FormulaColumn.SlackOf(decimals, targets[row], []);
                var (one, other) = ((targets[row] - slack) / whole, (targets[row] + slack) / whole);
                (low, high) =
                    whole == 0
                        ? (low, high)
                        : (Math.Max(low, Math.Min(one, other)), Math.Min(high, Math.Max(one, other)));
            }

            return
                low > 0
                && low <= high
                && ProductConstant.Simplest(low, high) is { } factor
                && Array.TrueForAll(fitted, one => Math.Abs(Math.Abs(one) - factor) < NearEqual * factor)
                && WithConstant(columns, Array.ConvertAll(fitted, one => Math.Sign(one) * factor))
                    is { Constant: 0 } equal
                ? equal
                : null;
        }

        private LinearSum? WithConstant(int[] columns, double[] coefficients, bool isClose = false)
        {
            var rests = new double[targets.Length];
            var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
            var cells = new double[columns.Length];
            for (int row = 0; row < targets.Length && low <= high; row++)
            {
                double sum = 0;
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = rows[complete[row], columns[i]];
                    sum += coefficients[i] * cells[i];
                }

                double slack = isClose
                    ? Close * Math.Max(1, Math.Abs(targets[row]))
                    : FormulaColumn.SlackOf(decimals, targets[row], cells);
                rests[row] = targets[row] - sum;
                low = Math.Max(low, rests[row] - slack);
                high = Math.Min(high, rests[row] + slack);
            }

            double unit = decimals is int places ? Math.Pow(10, -places) : double.PositiveInfinity;
            double? simplest = SimplestNumber.In(low, high) ?? (isClose ? Exactly((low + high) / 2) : null);
            return low <= high && simplest is { } constant
                ? new(columns, coefficients, constant, rests.Max(rest => Math.Abs(rest - constant)) / unit)
                : null;
        }

        // A twelfth that is subtracted, as all its digits.
        private static double Exactly(double number) => SimplestNumber.Rounded(number, DigitsOfClose);

        // Least squares on standardised columns, whose coefficients are those of the columns as they are.
        private double[] Fit(int[] columns, double ridge)
        {
            double[][] values = [.. columns.Select(column => Values(rows, column, complete))];
            double[] means = [.. values.Select(column => column.Average())];
            double[] spreads = [.. values.Select(Spread)];
            var design = Matrix<double>.Build.Dense(
                complete.Length,
                columns.Length,
                (row, i) => spreads[i] > 0 ? (values[i][row] - means[i]) / spreads[i] : 0
            );
            double mean = targets.Average();
            var right = Vector<double>.Build.Dense(complete.Length, row => targets[row] - mean);
            Vector<double> solved;
            if (ridge > 0)
            {
                var normal = design.TransposeThisAndMultiply(design);
                for (int i = 0; i < normal.RowCount; i++)
                {
                    normal[i, i] += ridge * complete.Length;
                }

                solved = normal.Cholesky().Solve(design.TransposeThisAndMultiply(right));
            }
            else
            {
                solved = design.QR().Solve(right);
            }

            return [.. solved.Select((one, i) => spreads[i] > 0 ? one / spreads[i] : 0)];
        }

        private static double[] Values(Table rows, int column, int[] complete) =>
            Array.ConvertAll(complete, row => rows[row, column]);

        private static double Spread(double[] values)
        {
            double mean = values.Average();
            return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        }
    }
}
