using Likeness.Compute.Cpu;

namespace Likeness.Sampling.Conditions;

/// <summary>
/// A kernel density in model space that can be sampled conditionally on some of the values. The kernels are Gaussian; each
/// dimension has one bandwidth, a common multiple of its standard deviation that maximises the held-out likelihood (Duin 1976). A
/// fraction of each kernel is three times as wide, so that importance weights stay bounded.
/// </summary>
internal sealed class KernelDensity
{
    private const int Evaluated = 384;
    private const int EvaluatedBy = 1536;
    private const double WideFraction = 0.1;
    private const double WideFactor = 3;

    // Kernels whose log-weight is this far below the largest are dropped: e⁻²⁵ of its weight.
    private const double MinLogWeight = -25;
    private const int MaxKernels = 1024;

    // How fast kernels outside an interval lose weight, in standard deviations; nearby ones are needed if few are inside.
    private const double RangeScale = 0.25;
    private static readonly double[] Widths = [0.02, 0.04, 0.07, 0.12, 0.2, 0.35, 0.6];

    private readonly float[] points;
    private readonly double[] logWeights;
    private readonly int dimensions;
    private readonly double[] spread;
    private readonly double[] width;

    /// <summary>Chooses the bandwidth.</summary>
    /// <param name="points">[points × dimensions], in random order.</param>
    /// <param name="dimensions">The number of dimensions.</param>
    /// <param name="logWeights">The logarithm of each point's weight; null for equal weights.</param>
    public KernelDensity(float[] points, int dimensions, double[]? logWeights = null)
    {
        (this.points, this.dimensions) = (points, dimensions);
        this.logWeights = logWeights ?? new double[points.Length / dimensions];
        spread = [.. Enumerable.Range(0, dimensions).Select(Spread)];
        double best = Widths.MaxBy(candidate => Likelihood([.. spread.Select(sd => sd * candidate)]));
        width = [.. spread.Select(sd => sd * best)];
    }

    private int Count => logWeights.Length;

    /// <summary>The kernels conditioned on some values: indices of points, and weights that sum to 1.</summary>
    /// <param name="low">The lower bound of each dimension; the value itself if it is known, −∞ if there is no condition.</param>
    /// <param name="high">The upper bound of each dimension.</param>
    public (int[] Kernels, double[] Weights) Conditioned(ReadOnlySpan<float> low, ReadOnlySpan<float> high)
    {
        var log = new double[Count];
        for (int i = 0; i < log.Length; i++)
        {
            log[i] = logWeights[i];
            for (int j = 0; j < dimensions; j++)
            {
                double value = points[(i * dimensions) + j];
                double miss = Math.Max(0, Math.Max(low[j] - value, value - high[j]));
                double scale = low[j] == high[j] ? width[j] : RangeScale * spread[j];
                log[i] -= miss > 0 ? 0.5 * (miss / scale) * (miss / scale) : 0;
            }
        }

        double heaviest = log.Max();
        int[] kernels =
        [
            .. Enumerable
                .Range(0, log.Length)
                .Where(i => log[i] > heaviest + MinLogWeight)
                .OrderByDescending(i => log[i])
                .ThenBy(i => i)
                .Take(MaxKernels),
        ];
        double[] weights = Array.ConvertAll(kernels, i => Math.Exp(log[i] - heaviest));
        double sum = weights.Sum();
        return (kernels, Array.ConvertAll(weights, weight => weight / sum));
    }

    /// <summary>The centre of a kernel.</summary>
    public ReadOnlySpan<float> Point(int number) => points.AsSpan(number * dimensions, dimensions);

    /// <summary>Samples the unknown values from one kernel.</summary>
    /// <param name="kernel">The index of its point.</param>
    /// <param name="row">Receives the values; known ones are kept.</param>
    /// <param name="known">Which dimensions are known.</param>
    /// <param name="random">The random number generator.</param>
    public void Propose(int kernel, Span<float> row, ReadOnlySpan<bool> known, PhiloxRandom random)
    {
        double factor = random.NextDouble() < WideFraction ? WideFactor : 1;
        for (int j = 0; j < dimensions; j++)
        {
            double normal = random.NextNormal();
            row[j] = known[j] ? row[j] : (float)(points[(kernel * dimensions) + j] + (factor * width[j] * normal));
        }
    }

    /// <summary>The log-density of what <see cref="Propose"/> samples, up to a constant.</summary>
    public double LogDensity(ReadOnlySpan<float> row, ReadOnlySpan<bool> known, int[] kernels, double[] weights)
    {
        double wide = WideFraction / Math.Pow(WideFactor, known.Count(false));
        double sum = 0;
        for (int k = 0; k < kernels.Length; k++)
        {
            var centre = Point(kernels[k]);
            double distance = 0;
            for (int j = 0; j < row.Length; j++)
            {
                double miss = known[j] ? 0 : (row[j] - centre[j]) / width[j];
                distance += miss * miss;
            }

            double near = (1 - WideFraction) * Math.Exp(-0.5 * distance);
            sum += weights[k] * (near + (wide * Math.Exp(-0.5 * distance / (WideFactor * WideFactor))));
        }

        return sum > 0 ? Math.Log(sum) : double.NegativeInfinity;
    }

    private double Spread(int dimension)
    {
        double total = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < Count; i++)
        {
            double weight = Math.Exp(logWeights[i]);
            double value = points[(i * dimensions) + dimension];
            total += weight;
            double step = value - mean;
            mean += step * weight / total;
            squares += weight * step * (value - mean);
        }

        double sd = Math.Sqrt(squares / total);
        return sd > 0 ? sd : 1e-6;
    }

    // The mean log-density of some points under kernels centred on others.
    private double Likelihood(double[] widths)
    {
        double constant = widths.Sum(Math.Log);
        double total = 0;
        int others = Math.Min(Count, EvaluatedBy);
        for (int i = Math.Max(0, Count - Evaluated); i < Count; i++)
        {
            double sum = 1e-300;
            for (int k = 0; k < others; k++)
            {
                double distance = 0;
                for (int j = 0; j < dimensions; j++)
                {
                    double miss = (points[(i * dimensions) + j] - points[(k * dimensions) + j]) / widths[j];
                    distance += miss * miss;
                }

                sum += k == i ? 0 : Math.Exp(logWeights[k] - (0.5 * distance));
            }

            total += Math.Exp(logWeights[i]) * (Math.Log(sum) - constant);
        }

        return total;
    }
}
