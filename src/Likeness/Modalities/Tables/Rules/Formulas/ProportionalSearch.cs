using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds numbers that are nearly the product of two or three others, so nearly that the quotient says more than the leaves of a tree over them could: rows are halved next to the medians of the factors
/// until few are left, and within these cells the logarithm of the quotient must vary much less than that of the number.
/// </summary>
internal static class ProportionalSearch
{
    private const int MinRows = 200;
    private const int MaxRows = 5000;
    private const int MaxColumns = 30;
    private const int MaxFactors = 3;
    private const int MinValues = 100;
    private const int MinFactorValues = 5;
    private const int RowsPerCell = 30; // about a leaf

    // Numbers that hardly differ in size are near anything.
    private const double MinDeviation = 0.5; // of the logarithm

    // Of the variance of the logarithm: over all rows, and within cells.
    private const double MaxVariance = 0.02;
    private const double MaxVarianceInCells = 0.4;

    // A further factor must explain more than a fifth of what is left.
    private const double MinGain = 0.8;

    // Values that are rounded to few steps, or end in .99, would not be so when they are computed.
    private const double MinSteps = 20;
    private const double MaxCoarse = 0.1;
    private const double MaxOneDigit = 0.2;
    private const double MoreValues = 1.2;

    /// <summary>The rules.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IReadOnlyList<ProportionalColumn> All(Table train, IReadOnlyList<TableRule> known)
    {
        int[] numbers = [.. Enumerable.Range(0, train.Width).Where(column => IsNumber(train, column, MinFactorValues))];
        if (train.RowCount < MinRows || numbers.Length is < 2 or > MaxColumns)
        {
            return [];
        }

        int[] rows = Subset(train.RowCount);
        var logs = new Logarithms(train, numbers, rows);
        var found = new List<ProportionalColumn>();
        foreach (
            int target in numbers.Where(column =>
                IsFree(column) && logs.Variance(column) >= MinDeviation * MinDeviation && IsTarget(train, column)
            )
        )
        {
            int[] factors = [.. numbers.Where(column => column != target && MayNeed(target, column))];
            var rule = Best(logs, target, factors) is { } best ? Create(train, target, best) : null;
            found.AddRange(
                rule is not null && Gains(logs, target, rule.Factors) && IsSmooth(train, rule, rows) ? [rule] : []
            );
        }

        return found;

        // A number that is in order with others is still as the data has it.
        bool IsFree(int column) =>
            known.All(rule => rule is DifferenceColumn || !rule.Replaces || rule.Column != train.Columns[column].Name)
            && found.TrueForAll(rule => !rule.Factors.Contains(train.Columns[column].Name));

        bool MayNeed(int target, int column) =>
            !RuleSearch.Needs(train.Columns[column].Name, train.Columns[target].Name, [.. known, .. found]);
    }

    /// <summary>The rule of a schema; null if some row has a number where the product is missing or 0, or a value is below 0.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="column">The number.</param>
    /// <param name="factors">The multiplied columns.</param>
    public static ProportionalColumn? Create(Table rows, int column, IReadOnlyList<int> factors)
    {
        var rule = new ProportionalColumn(rows.Columns[column].Name, [.. factors.Select(at => rows.Columns[at].Name)]);
        double[] products = rule.Products(rows);
        var cells = rows.Column(column);
        for (int row = 0; row < products.Length; row++)
        {
            if (
                !double.IsNaN(cells[row])
                && !(products[row] > 0 ? cells[row] >= 0 : cells[row] == 0 && products[row] == 0)
            )
            {
                return null;
            }
        }

        return rows.Columns[column].Kind is NumberKind && factors.All(at => IsAmount(rows.Columns[at])) ? rule : null;
    }

    private static bool IsAmount(Column column) => column.Kind is NumberKind or DurationKind;

    private static bool IsNumber(Table rows, int column, int values) =>
        IsAmount(rows.Columns[column])
        && rows.ColumnValues(column) is var cells
        && !cells.Any(value => value < 0)
        && cells.Where(value => value > 0).Distinct().Take(values).Count() == values;

    private static bool IsTarget(Table rows, int column)
    {
        if (rows.Columns[column].Kind is not NumberKind || !IsNumber(rows, column, MinValues))
        {
            return false;
        }

        return MayBeComputed(rows, column);
    }

    /// <summary>Whether numbers have so many steps, and so many last digits, that computed ones differ in nothing from them.</summary>
    public static bool MayBeComputed(Table rows, int column)
    {
        double step = rows.Columns[column].Grid?.Step ?? 0;
        double[] cells = Array.FindAll(rows.ColumnValues(column), value => Math.Abs(value) > 0);
        return step == 0
            || (
                cells.Count(value => Math.Abs(value) < MinSteps * step) <= MaxCoarse * cells.Length
                && cells.CountBy(value => Math.Round(Math.Abs(value) / step) % 10).Max(one => one.Value)
                    <= MaxOneDigit * cells.Length
            );
    }

    private static int[] Subset(int rows)
    {
        int count = Math.Min(rows, MaxRows);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows / count))];
    }

    // The factors that leave the least, each of them more than the others alone; null if all leave too much, or one alone is as near.
    private static int[]? Best(Logarithms logs, int target, int[] factors)
    {
        int[]? best = null;
        double least = MaxVariance * logs.Variance(target);
        double before = double.PositiveInfinity;
        int[][] tried = [.. factors.Select(one => (int[])[one])];
        for (int length = 1; length <= MaxFactors && tried.Length > 0; length++)
        {
            var (nearest, variance) = tried
                .Select(one => (Factors: one, Variance: logs.OfQuotient(target, one)))
                .Where(one => !double.IsNaN(one.Variance))
                .DefaultIfEmpty((Factors: tried[0], Variance: double.PositiveInfinity))
                .MinBy(one => one.Variance);
            best = variance < Math.Min(least, MinGain * before) ? nearest : best;
            before = Math.Min(before, variance);
            tried =
            [
                .. tried.SelectMany(one => factors.Where(next => next > one[^1]).Select(next => (int[])[.. one, next])),
            ];
        }

        return best is { Length: > 1 } ? best : null;
    }

    private static bool Gains(Logarithms logs, int target, IReadOnlyList<string> factors)
    {
        var (number, quotient) = logs.InCells(target, factors, RowsPerCell);
        return quotient <= MaxVarianceInCells * number;
    }

    // With the quotients of other rows, there are hardly more values.
    private static bool IsSmooth(Table train, ProportionalColumn rule, int[] rows)
    {
        var some = train.TakeRows(rows);
        int at = some.Columns.ToList().FindIndex(column => column.Name == rule.Column);
        var encoded = rule.Encode(some);
        double[] quotients = encoded.ColumnValues(at);
        int[] known = [.. Enumerable.Range(0, rows.Length).Where(row => !double.IsNaN(quotients[row]))];
        int[] others = RandomUse.Subset.Random(0).Permutation(known.Length);
        double[] changed = [.. quotients];
        for (int i = 0; i < known.Length; i++)
        {
            changed[known[i]] = quotients[known[others[i]]];
        }

        double[][] cells = [.. Enumerable.Range(0, some.Width).Select(i => i == at ? changed : some.ColumnValues(i))];
        var decoded = rule.Decode(Table.FromColumns(encoded.Columns, cells), train.Columns[at]);
        return Distinct(decoded) <= MoreValues * Distinct(some);

        int Distinct(Table table) => table.ColumnValues(at).Distinct().Count();
    }

    // Logarithms of the columns that numbers are.
    private sealed class Logarithms
    {
        private readonly Dictionary<int, double[]> of;
        private readonly Dictionary<string, int> places;
        private readonly Dictionary<(int, int), double> products = [];

        public Logarithms(Table train, int[] numbers, int[] rows)
        {
            places = numbers.ToDictionary(column => train.Columns[column].Name);
            of = numbers.ToDictionary(
                column => column,
                column =>
                    Array.ConvertAll(rows, row => train[row, column] > 0 ? Math.Log(train[row, column]) : double.NaN)
            );
        }

        public double Variance(int column) => Covariance(column, column);

        // log c - log a - log b - …, of the rows that pairs of them have.
        public double OfQuotient(int target, int[] factors)
        {
            double variance = Variance(target);
            for (int i = 0; i < factors.Length; i++)
            {
                variance += Variance(factors[i]) - (2 * Covariance(target, factors[i]));
                for (int j = 0; j < i; j++)
                {
                    variance += 2 * Covariance(factors[i], factors[j]);
                }
            }

            // Rows of pairs differ where cells are missing.
            return Math.Max(variance, 0);
        }

        // The mean variance of the number's and of the quotient's logarithm within cells of few rows.
        public (double Number, double Quotient) InCells(int target, IReadOnlyList<string> factors, int rowsPerCell)
        {
            double[][] parts = [.. factors.Select(name => of[places[name]])];
            double[] number = of[target];
            int[] rows =
            [
                .. Enumerable
                    .Range(0, number.Length)
                    .Where(row =>
                        !double.IsNaN(number[row]) && Array.TrueForAll(parts, part => !double.IsNaN(part[row]))
                    ),
            ];
            double[] quotient = [.. number];
            foreach (int row in rows)
            {
                quotient[row] -= parts.Sum(part => part[row]);
            }

            var (squares, squaresOfQuotient) = (0.0, 0.0);
            Halve(rows, 0);
            return (squares, squaresOfQuotient);

            void Halve(int[] cell, int depth)
            {
                for (int next = 0; next < parts.Length && cell.Length >= 2 * rowsPerCell; next++)
                {
                    double[] by = parts[(depth + next) % parts.Length];
                    int[] sorted = [.. cell.OrderBy(row => by[row])];
                    int cut = Middle(sorted, by);
                    if (Math.Min(cut, cell.Length - cut) >= rowsPerCell)
                    {
                        Halve(sorted[..cut], depth + next + 1);
                        Halve(sorted[cut..], depth + next + 1);
                        return;
                    }
                }

                squares += Squares(number, cell);
                squaresOfQuotient += Squares(quotient, cell);
            }
        }

        // Between two values, next to the median; 0 if there is one value.
        private static int Middle(int[] sorted, double[] by) =>
            Enumerable
                .Range(1, sorted.Length - 1)
                .Where(i => by[sorted[i - 1]] < by[sorted[i]])
                .OrderBy(i => Math.Abs(i - (sorted.Length / 2)))
                .FirstOrDefault();

        private static double Squares(double[] values, int[] rows)
        {
            double mean = rows.Length == 0 ? 0 : rows.Average(row => values[row]);
            return rows.Sum(row => (values[row] - mean) * (values[row] - mean));
        }

        private double Covariance(int one, int other)
        {
            var key = (Math.Min(one, other), Math.Max(one, other));
            if (products.TryGetValue(key, out double known))
            {
                return known;
            }

            double[] a = of[key.Item1];
            double[] b = of[key.Item2];
            int[] rows =
            [
                .. Enumerable.Range(0, a.Length).Where(row => !double.IsNaN(a[row]) && !double.IsNaN(b[row])),
            ];
            double mean = rows.Length < MinRows / 2 ? double.NaN : rows.Average(row => a[row]);
            double of2 = rows.Length < MinRows / 2 ? double.NaN : rows.Average(row => b[row]);
            return products[key] = rows.Sum(row => (a[row] - mean) * (b[row] - of2)) / rows.Length;
        }
    }
}
