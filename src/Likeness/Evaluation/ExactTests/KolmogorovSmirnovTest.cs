namespace Likeness.Evaluation.ExactTests;

/// <summary>
/// The p-value of the two-sample Kolmogorov–Smirnov statistic. The order of both samples is a path on a lattice, all paths are
/// equally likely if both have one continuous distribution, and those that leave a band around the diagonal are counted:
/// Hodges 1958, Arkiv för Matematik 3. Tied values make the p-value conservative.
/// </summary>
internal static class KolmogorovSmirnovTest
{
    // For larger lattices the p-value is far below any that matters, and a bound suffices.
    private const long MaxCells = 50_000_000;

    /// <summary>The probability that two samples of one distribution reach this statistic.</summary>
    /// <param name="statistic">sup |F − G|, in [0, 1].</param>
    /// <param name="m">Values in the first sample.</param>
    /// <param name="n">Values in the second sample.</param>
    public static double PValue(double statistic, int m, int n)
    {
        // In units of 1/(m·n) all differences are integers.
        long limit = (long)Math.Round(statistic * m * n);
        if (limit <= 0)
        {
            return 1;
        }

        return 2.0 * limit > MaxCells ? Bound(statistic, m, n) : Exact(limit, m, n);
    }

    /// <summary>2 exp(−2 d² mn/(m + n)): Massart's bound in the form of Wei and Dudley 2012, arXiv 1107.5356, theorem 1.</summary>
    internal static double Bound(double statistic, int m, int n) =>
        Math.Min(1, 2 * Math.Exp(-2 * statistic * statistic * ((double)m * n / (m + n))));

    // outside[j]: the probability that a path to (i, j) has been outside the band. It comes from (i − 1, j) with probability i/(i + j).
    private static double Exact(long limit, int m, int n)
    {
        var outside = new double[n + 1];
        for (int i = 0; i <= m; i++)
        {
            // |i·n − j·m| < limit
            int first = (int)Math.Max(0, FloorDivide(((long)i * n) - limit, m) + 1);
            int last = (int)Math.Min(n, -FloorDivide(-(((long)i * n) + limit), m) - 1);
            if (first > 0)
            {
                outside[first - 1] = 1;
            }

            for (int j = first; j <= last; j++)
            {
                double above = j * (long)m - ((long)(i - 1) * n) >= limit ? 1 : outside[j];
                double before = j == 0 ? 0 : outside[j - 1];
                outside[j] =
                    i == 0 ? before
                    : j == 0 ? above
                    : ((i * above) + (j * before)) / (i + j);
            }
        }

        return Math.Min(1, outside[n]);
    }

    private static long FloorDivide(long number, long divisor) => (number / divisor) - (number % divisor < 0 ? 1 : 0);
}
