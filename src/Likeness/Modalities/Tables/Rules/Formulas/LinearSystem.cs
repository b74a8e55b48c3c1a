using Likeness.Data;
using Likeness.Data.Kinds;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Least squares of a column on others, and the short multiples near them.</summary>
/// <param name="searched">The column.</param>
/// <param name="complete">Rows in which it and the others are not missing.</param>
internal sealed class LinearSystem(SearchedColumn searched, int[] complete)
{
    private const double Ridge = 1e-10;
    private const int MaxDigits = 9;
    private const int MaxDivisor = 10_000;
    private const double NearInverse = 2e-3;
    private const double NearEqual = 0.05;
    private const double Close = 1e-12;
    private const int DigitsOfClose = 12;

    // Of a column's spread: less than this is round-off.
    private const double Negligible = 1e-7;

    private readonly Table rows = searched.Rows;
    private readonly int? decimals = searched.Decimals;
    private readonly double[] targets = Values(searched.Rows, searched.Target, complete);

    /// <summary>The columns without which least squares would miss the target, by their effects; none if it does with all.</summary>
    public int[] Mattering(int[] columns)
    {
        double[] fitted = Fit(columns, Ridge);
        double[] rest = Rest(columns, fitted);

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

    /// <summary>The multiples of columns that are nearest to the target, also where columns depend on each other.</summary>
    public double[] Multiples(int[] columns) => Fit(columns, Ridge);

    /// <summary>How far least squares are from the target in a row, at most.</summary>
    public double LargestRest(int[] columns)
    {
        double[] rest = Rest(columns, Fit(columns, Ridge));
        double mean = rest.Average();
        return rest.Max(one => Math.Abs(one - mean));
    }

    // What multiples of columns leave of the target, and a constant.
    private double[] Rest(int[] columns, double[] multiples)
    {
        double[] rest = [.. targets];
        for (int i = 0; i < columns.Length; i++)
        {
            double[] values = Values(rows, columns[i], complete);
            for (int row = 0; row < rest.Length; row++)
            {
                rest[row] -= multiples[i] * values[row];
            }
        }

        return rest;
    }

    /// <summary>The sums that leave every row within the rounding: of the shortest coefficients and a constant, and of equal coefficients.</summary>
    public LinearSum[] Round(int[] columns)
    {
        double[] fitted = Fit(columns, 0);
        // Where one column is another one, there is no one answer.
        if (!Array.TrueForAll(fitted, double.IsFinite))
        {
            return [];
        }

        // Numbers that are not rounded may have more than single precision.
        var shortest = (
            from isClose in decimals is null ? (bool[])[true, false] : [false]
            from digits in Enumerable.Range(1, MaxDigits)
            from withInverses in (bool[])[false, true]
            select WithConstant(
                columns,
                [.. fitted.Select(one => (withInverses ? Inverse(one) : null) ?? SimplestNumber.Rounded(one, digits))],
                isClose
            )
        ).FirstOrDefault(sum => sum is not null);
        shortest =
            shortest is null || decimals is not null ? shortest : shortest with { Precise = Precise(shortest, fitted) };
        return [.. ((LinearSum?[])[shortest, Equal(columns, fitted)]).OfType<LinearSum>()];
    }

    // The mean and the deviation of a standardised number have as many digits as programs write: those of a sum that is only near give way.
    private (double[] Coefficients, double Constant)? Precise(LinearSum sum, double[] fitted)
    {
        double[] precise = Array.ConvertAll(fitted, one => SimplestNumber.Rounded(one, SignificantDigits.MaxExact));
        return ((double[][])[sum.Coefficients, precise])
            .Select(coefficients =>
                ((double[] Coefficients, double Constant)?)
                    (coefficients, PreciseRest(sum.Columns, coefficients) ?? double.NaN)
            )
            .FirstOrDefault(one => !double.IsNaN(one!.Value.Constant));
    }

    // What multiples leave, if that is the same in all rows.
    private double? PreciseRest(int[] columns, double[] coefficients)
    {
        double[] rest = Rest(columns, coefficients);
        double mean = rest.Average();
        bool isClose = rest.Zip(targets)
            .All(one => Math.Abs(one.First - mean) <= Close * Math.Max(1, Math.Abs(one.Second)));
        double[] sums = [.. targets.Zip(rest, (target, one) => target - one)];
        double constant = PreciseConstant.Find(targets, sums) ?? mean;
        return !isClose ? null
            : Math.Abs(constant) <= Close ? 0
            : constant;
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

            double slack = FormulaColumn.SlackOf(decimals, targets[row]);
            var (one, other) = ((targets[row] - slack) / whole, (targets[row] + slack) / whole);
            (low, high) =
                whole == 0 ? (low, high) : (Math.Max(low, Math.Min(one, other)), Math.Min(high, Math.Max(one, other)));
        }

        return
            low > 0
            && low <= high
            && ProductConstant.Simplest(low, high) is { } factor
            && Array.TrueForAll(fitted, one => Math.Abs(Math.Abs(one) - factor) < NearEqual * factor)
            && WithConstant(columns, Array.ConvertAll(fitted, one => Math.Sign(one) * factor)) is { Constant: 0 } equal
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
        for (int i = 0; i < values.Length; i++)
        {
            double[] column = values[i];
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = spreads[i] > 0 ? (column[row] - means[i]) / spreads[i] : 0;
            }
        }

        double mean = targets.Average();
        double[] right = Array.ConvertAll(targets, target => target - mean);
        double[] solved =
            ridge > 0
                ? RidgeFit.Solve(values, right, ridge * complete.Length)
                : Matrix<double>
                    .Build.DenseOfColumnArrays(values)
                    .QR()
                    .Solve(Vector<double>.Build.Dense(right))
                    .ToArray();
        return [.. solved.Select((one, i) => spreads[i] > 0 ? one / spreads[i] : 0)];
    }

    private static double[] Values(Table rows, int column, int[] complete)
    {
        var cells = rows.Column(column);
        var values = new double[complete.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = cells[complete[i]];
        }

        return values;
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        double sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return Math.Sqrt(sum / values.Length);
    }

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
}
