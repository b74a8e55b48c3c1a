using Likeness.Compute.Cpu;
using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The kernel distance: MMD² under (x·y / d + 1)³ without the pairs of a row with itself, so that it is 0 on average for samples of one
/// distribution at any size. Bińkowski et al. 2018, arXiv:1801.01401, §4; they average it over subsets, whose mean is this. The
/// bootstrap resamples groups of rows; pairs of a row with its own duplicate do not count.
/// </summary>
internal sealed class KernelDistance(KernelGroups first, KernelGroups second, EvaluationData data)
{
    private readonly double[,] between = KernelGroups.Between(first, second, data);

    public double Value() => Compute(Ones(first.Count), Ones(second.Count));

    public Interval? Interval()
    {
        var resampled = new double[data.Settings.Resamples];
        data.Parallel(
            resampled.Length,
            i =>
            {
                var random = data.Random(EvaluationStream.BootstrapGroups, i);
                resampled[i] = Compute(Sampled(first.Count, random), Sampled(second.Count, random));
            }
        );
        return Spread.Interval(Value(), resampled);
    }

    private double Compute(double[] x, double[] y) =>
        Mean(first, x) + Mean(second, y) - (2 * Weighted(between, x, y) / (Rows(first, x) * Rows(second, y)));

    private static double Mean(KernelGroups groups, double[] times)
    {
        double rows = Rows(groups, times);
        double pairs = rows * rows;
        for (int group = 0; group < times.Length; group++)
        {
            pairs -= times[group] * times[group] * groups.Rows(group);
        }

        return Weighted(groups.Within, times, times) / pairs;
    }

    private static double Weighted(double[,] sums, double[] x, double[] y)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                total += x[i] * y[j] * sums[i, j];
            }
        }

        return total;
    }

    private static double Rows(KernelGroups groups, double[] times)
    {
        double rows = 0;
        for (int group = 0; group < times.Length; group++)
        {
            rows += times[group] * groups.Rows(group);
        }

        return rows;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static double[] Sampled(int count, PhiloxRandom random)
    {
        var times = new double[count];
        for (int i = 0; i < count; i++)
        {
            times[random.NextInt(count)]++;
        }

        return times;
    }
}
