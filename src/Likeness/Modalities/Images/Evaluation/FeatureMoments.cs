using Likeness.Compute.Cpu;
using Likeness.Evaluation;
using Likeness.Numerics;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Means and covariances of rows, by random groups of rows: bootstrap resamples are sums of groups.</summary>
internal sealed class FeatureMoments
{
    private const int MaxGroups = 50;

    private readonly int width;
    private readonly double[] centre;
    private readonly int[] rows; // [group]
    private readonly double[][] sums; // [group][width], about the centre
    private readonly double[][] products; // [group][width × width], upper triangle

    /// <summary>Sums the groups.</summary>
    /// <param name="cloud">The rows; at least two.</param>
    /// <param name="random">Chooses the groups.</param>
    public FeatureMoments(PointCloud cloud, PhiloxRandom random)
    {
        width = cloud.Width;
        centre = [.. Enumerable.Range(0, width).Select(column => Spread.Mean(cloud.Column(column)))];
        int groups = Math.Min(MaxGroups, cloud.RowCount);
        rows = new int[groups];
        sums = [.. Enumerable.Range(0, groups).Select(_ => new double[width])];
        products = [.. Enumerable.Range(0, groups).Select(_ => new double[width * width])];
        int[] order = random.Permutation(cloud.RowCount);
        var point = new double[width];
        for (int i = 0; i < order.Length; i++)
        {
            cloud.CopyRow(order[i], point);
            Add(i % groups, point);
        }
    }

    /// <summary>Of all rows.</summary>
    public Moments All() => Compute([.. Enumerable.Range(0, rows.Length)]);

    /// <summary>Of as many groups, sampled with replacement.</summary>
    public Moments Sampled(PhiloxRandom random) => Compute([.. rows.Select(_ => random.NextInt(rows.Length))]);

    private void Add(int group, double[] point)
    {
        rows[group]++;
        for (int a = 0; a < width; a++)
        {
            point[a] -= centre[a];
        }

        for (int a = 0; a < width; a++)
        {
            sums[group][a] += point[a];
            LaneSums.AddScaled(products[group].AsSpan((a * width) + a, width - a), point[a], point.AsSpan(a));
        }
    }

    private Moments Compute(ReadOnlySpan<int> chosen)
    {
        double count = 0;
        var mean = new double[width];
        var covariance = new double[width * width];
        foreach (int group in chosen)
        {
            count += rows[group];
            LaneSums.AddScaled(mean, 1, sums[group]);
            LaneSums.AddScaled(covariance, 1, products[group]);
        }

        for (int a = 0; a < width; a++)
        {
            mean[a] /= count;
        }

        for (int a = 0; a < width; a++)
        {
            for (int b = a; b < width; b++)
            {
                double value = (covariance[(a * width) + b] - (count * mean[a] * mean[b])) / (count - 1);
                covariance[(a * width) + b] = value;
                covariance[(b * width) + a] = value;
            }
        }

        for (int a = 0; a < width; a++)
        {
            mean[a] += centre[a];
        }

        return new Moments(mean, covariance);
    }
}

/// <summary>Mean and covariance of some rows.</summary>
/// <param name="Mean">[width].</param>
/// <param name="Covariance">With divisor n − 1: [width × width].</param>
internal readonly record struct Moments(double[] Mean, double[] Covariance);
