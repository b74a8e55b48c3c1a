namespace Likeness.Evaluation.Pairs;

/// <summary><see cref="GroupMoments"/> of columns with missing values: each pair of columns uses the rows that have both values.</summary>
internal sealed class IncompleteMoments : IGroupCorrelations
{
    private const int Sums = 6; // rows, x, y, xx, xy, yy

    private readonly int pairs;
    private readonly double[][] moments; // [group][pair × Sums], about the mean of all rows

    public IncompleteMoments(PointCloud pooled, RowGroups groups)
    {
        pairs = pooled.Width * (pooled.Width - 1) / 2;
        double[] centre = pooled.Centre();
        moments = new double[groups.Count][];
        var point = new double[pooled.Width];
        for (int group = 0; group < groups.Count; group++)
        {
            double[] sums = moments[group] = new double[pairs * Sums];
            for (int place = groups.Starts[group]; place < groups.Starts[group + 1]; place++)
            {
                pooled.CopyRow(groups.Order[place], point);
                Add(point, centre, sums);
            }
        }
    }

    /// <inheritdoc/>
    public double[] Correlations(ReadOnlySpan<int> chosen)
    {
        var sums = new double[pairs * Sums];
        foreach (int group in chosen)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += moments[group][i];
            }
        }

        return [.. Enumerable.Range(0, pairs).Select(pair => Correlation(sums.AsSpan(pair * Sums, Sums)))];
    }

    private static void Add(double[] point, double[] centre, double[] sums)
    {
        int at = 0;
        for (int a = 0; a < point.Length; a++)
        {
            for (int b = a + 1; b < point.Length; b++, at += Sums)
            {
                (double x, double y) = (point[a] - centre[a], point[b] - centre[b]);
                if (!double.IsNaN(x) && !double.IsNaN(y))
                {
                    sums[at]++;
                    sums[at + 1] += x;
                    sums[at + 2] += y;
                    sums[at + 3] += x * x;
                    sums[at + 4] += x * y;
                    sums[at + 5] += y * y;
                }
            }
        }
    }

    private static double Correlation(ReadOnlySpan<double> sums)
    {
        double rows = sums[0],
            x = sums[1] / rows,
            y = sums[2] / rows;
        double spread = Math.Sqrt(Variance(sums[3] / rows, x) * Variance(sums[5] / rows, y));
        return spread > 0 ? ((sums[4] / rows) - (x * y)) / spread : double.NaN;

        // Rounding leaves a constant column a variance of about 1e-16 of its mean square.
        static double Variance(double square, double mean) =>
            square - (mean * mean) < 1e-12 * square ? 0 : square - (mean * mean);
    }
}
