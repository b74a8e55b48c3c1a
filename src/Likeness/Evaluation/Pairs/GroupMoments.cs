namespace Likeness.Evaluation.Pairs;

/// <summary>First and second moments of each group of rows: they give correlations of any selection of groups without the rows.</summary>
internal sealed class GroupMoments : IGroupCorrelations
{
    private readonly int width;
    private readonly RowGroups groups;
    private readonly double[][] first; // [group][column], about the mean of all rows
    private readonly double[][] second; // [group][width × width], upper triangle filled

    private GroupMoments(PointCloud pooled, RowGroups groups)
    {
        this.groups = groups;
        width = pooled.Width;
        double[] centre = [.. Enumerable.Range(0, width).Select(column => Spread.Mean(pooled.Column(column)))];
        first = new double[groups.Count][];
        second = new double[groups.Count][];
        for (int group = 0; group < groups.Count; group++)
        {
            first[group] = new double[width];
            second[group] = new double[width * width];
            for (int place = groups.Starts[group]; place < groups.Starts[group + 1]; place++)
            {
                Add(pooled, centre, groups.Order[place], first[group], second[group]);
            }
        }
    }

    /// <summary>The moments of columns of numbers, some of which may be missing.</summary>
    public static IGroupCorrelations Create(PointCloud pooled, RowGroups groups) =>
        pooled.HasOnlyNumbers ? new GroupMoments(pooled, groups) : new IncompleteMoments(pooled, groups);

    /// <summary>The columns of the n-th pair in the order (0,1), (0,2), …, (1,2), ….</summary>
    public static (int First, int Second) Pair(int index, int width)
    {
        int first = 0;
        for (; index >= width - 1 - first; first++)
        {
            index -= width - 1 - first;
        }

        return (first, first + 1 + index);
    }

    /// <inheritdoc/>
    public double[] Correlations(ReadOnlySpan<int> chosen)
    {
        var sums = new double[width];
        var products = new double[width * width];
        double rows = 0;
        foreach (int group in chosen)
        {
            rows += groups.Rows(group);
            Accumulate(sums, first[group]);
            Accumulate(products, second[group]);
        }

        var correlations = new double[width * (width - 1) / 2];
        int pair = 0;
        for (int a = 0; a < width; a++)
        {
            for (int b = a + 1; b < width; b++)
            {
                double spread = Math.Sqrt(Covariance(a, a) * Covariance(b, b));
                correlations[pair++] = spread > 0 ? Covariance(a, b) / spread : double.NaN;
            }
        }

        return correlations;

        // Rounding leaves a constant column a variance of about 1e-16 of its mean square.
        double Covariance(int a, int b)
        {
            double mean = products[(a * width) + b] / rows;
            double covariance = mean - (sums[a] / rows * (sums[b] / rows));
            return a == b && covariance < 1e-12 * mean ? 0 : covariance;
        }
    }

    private static void Accumulate(double[] into, double[] from)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] += from[i];
        }
    }

    private void Add(PointCloud pooled, double[] centre, int row, double[] sums, double[] products)
    {
        Span<double> point = width <= PointCloud.MaxOnStack ? stackalloc double[width] : new double[width];
        pooled.CopyRow(row, point);
        for (int a = 0; a < width; a++)
        {
            point[a] -= centre[a];
        }

        for (int a = 0; a < width; a++)
        {
            sums[a] += point[a];
            for (int b = a; b < width; b++)
            {
                products[(a * width) + b] += point[a] * point[b];
            }
        }
    }
}
