namespace Likeness.Tests.Evaluation.Metrics;

/// <summary>Metrics as their definitions say, over rows in doubles, without any code of the library: slow and plain.</summary>
internal static class Definitions
{
    public static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y), with or without pairs of a row with itself.</summary>
    public static double Mmd(double[][] x, double[][] y, Func<double, double> kernel, bool diagonal)
    {
        return Within(x) + Within(y) - (2 * x.Average(a => y.Average(b => kernel(Distance(a, b)))));

        double Within(double[][] rows)
        {
            double sum = 0;
            for (int i = 0; i < rows.Length; i++)
            {
                for (int j = 0; j < rows.Length; j++)
                {
                    sum += i != j || diagonal ? kernel(Distance(rows[i], rows[j])) : 0;
                }
            }

            return sum / rows.Length / (rows.Length - (diagonal ? 0 : 1));
        }
    }

    public static Func<double, double> Gaussian(params double[] sigmas) =>
        distance => sigmas.Average(sigma => Math.Exp(-distance * distance / (2 * sigma * sigma)));

    public static double MedianDistance(double[][] rows) =>
        Median([.. rows.SelectMany((a, i) => rows.Skip(i + 1).Select(b => Distance(a, b)))]);

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Σ p log(p / q) over 100 bins of the real range, densities raised by 1e-10.</summary>
    public static double KullbackLeibler(double[] real, double[] generated)
    {
        double low = real.Min(),
            width = (real.Max() - real.Min()) / 100;
        double[] p = Raised(real),
            q = Raised(generated);
        return p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum();

        double[] Raised(double[] values)
        {
            int[] bins =
            [
                .. values.Where(v => v >= low && v <= real.Max()).Select(v => Math.Min(99, (int)((v - low) / width))),
            ];
            double[] density =
            [
                .. Enumerable.Range(0, 100).Select(bin => (bins.Count(b => b == bin) / width / bins.Length) + 1e-10),
            ];
            return [.. density.Select(value => value / density.Sum())];
        }
    }

    /// <summary>∫ |F − G|^1 and sup |F − G|, over the steps of both distribution functions.</summary>
    public static (double Area, double Supremum) Difference(double[] x, double[] y)
    {
        double[] steps = [.. x.Concat(y).Distinct().Order()];
        double[] gaps =
        [
            .. steps.Select(at =>
                Math.Abs((x.Count(v => v <= at) / (double)x.Length) - (y.Count(v => v <= at) / (double)y.Length))
            ),
        ];
        return (gaps.SkipLast(1).Select((gap, i) => gap * (steps[i + 1] - steps[i])).Sum(), gaps.Max());
    }

    /// <summary>√(mean squared distance under the best assignment of equally many rows), over all permutations.</summary>
    public static double BestAssignment(double[][] x, double[][] y)
    {
        return Math.Sqrt(Cheapest(0, [.. Enumerable.Range(0, y.Length)]) / x.Length);

        double Cheapest(int row, int[] left) =>
            row == x.Length
                ? 0
                : left.Min(other =>
                    Math.Pow(Distance(x[row], y[other]), 2) + Cheapest(row + 1, [.. left.Where(i => i != other)])
                );
    }

    public static double Correlation(double[][] rows, int a, int b)
    {
        double[] x = Column(rows, a),
            y = Column(rows, b);
        double covariance = x.Zip(y, (u, v) => (u - x.Average()) * (v - y.Average())).Sum();
        return covariance
            / Math.Sqrt(x.Sum(u => Math.Pow(u - x.Average(), 2)) * y.Sum(v => Math.Pow(v - y.Average(), 2)));
    }

    public static double CorrelationSimilarity(double[][] x, double[][] y, double trend) =>
        Pairs(x[0].Length)
            .Where(pair => Math.Abs(Correlation(x, pair.A, pair.B)) >= trend)
            .Average(pair => 1 - (Math.Abs(Correlation(x, pair.A, pair.B) - Correlation(y, pair.A, pair.B)) / 2));

    /// <summary>1 − ½ Σ |R − S| over ten bins of the reference range for each column, and one beyond either end; mean over pairs.</summary>
    public static double Contingency(double[][] x, double[][] y)
    {
        return Pairs(x[0].Length)
            .Average(pair =>
            {
                var (r, s) = (Fractions(x, pair), Fractions(y, pair));
                return 1
                    - (
                        r.Keys.Union(s.Keys)
                            .Sum(cell => Math.Abs(r.GetValueOrDefault(cell) - s.GetValueOrDefault(cell))) / 2
                    );
            });

        Dictionary<(int, int), double> Fractions(double[][] rows, (int A, int B) pair) =>
            rows.GroupBy(row => (Bin(row[pair.A], pair.A), Bin(row[pair.B], pair.B)))
                .ToDictionary(group => group.Key, group => group.Count() / (double)rows.Length);

        int Bin(double value, int column)
        {
            double low = Column(x, column).Min(),
                high = Column(x, column).Max();
            return value < low ? -1
                : value > high ? 10
                : Math.Min(9, (int)((value - low) / (high - low) * 10));
        }
    }

    /// <summary>P(u &lt; v) + ½ P(u = v).</summary>
    public static double Auc(double[] u, double[] v) =>
        u.Average(a =>
            v.Average(b =>
                a < b ? 1
                : a == b ? 0.5
                : 0
            )
        );

    public static double[] Column(double[][] rows, int column) => [.. rows.Select(row => row[column])];

    private static IEnumerable<(int A, int B)> Pairs(int width) =>
        Enumerable.Range(0, width).SelectMany(a => Enumerable.Range(a + 1, width - a - 1).Select(b => (a, b)));
}
