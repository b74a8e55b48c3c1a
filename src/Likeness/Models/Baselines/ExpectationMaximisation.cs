using Likeness.Compute.Cpu;

namespace Likeness.Models.Baselines;

/// <summary>
/// Expectation maximisation for Gaussian mixtures with full covariances. Dempster, Laird and Rubin 1977; Bishop 2006, §9.2.2. The rows are split
/// into the same slices whatever the number of threads, so that the result does not depend on it.
/// </summary>
/// <param name="data">The rows.</param>
/// <param name="floor">Added to each variance, as a fraction of the column's variance.</param>
/// <param name="threads">Threads to work on.</param>
/// <param name="cancellationToken">Stops between iterations.</param>
internal sealed class ExpectationMaximisation(
    DoubleColumns data,
    double floor,
    int threads,
    CancellationToken cancellationToken
)
{
    private const int Slices = 16;

    private readonly double[] floors = Array.ConvertAll(data.Variance, variance => floor * variance);

    /// <summary>One iteration: the log-likelihood under the estimate, in nats per row, and the next estimate.</summary>
    public (double LogLikelihood, MixtureEstimate Next) Step(MixtureEstimate estimate)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sums = Sums(estimate);
        return (sums.LogLikelihood / data.Rows, sums.Maximise(estimate, floors));
    }

    /// <summary>The mean log-likelihood of the rows under an estimate, in nats per row.</summary>
    public double LogLikelihood(MixtureEstimate estimate) => Sums(estimate).LogLikelihood / data.Rows;

    /// <summary>Iterates until the likelihood rises by less than the tolerance.</summary>
    /// <param name="estimate">The start.</param>
    /// <param name="iterations">At most so many.</param>
    /// <param name="tolerance">In nats per row.</param>
    /// <returns>The log-likelihood of the estimate before the last, which equals the last one's to the tolerance, and the last estimate.</returns>
    public (double LogLikelihood, MixtureEstimate Estimate) Run(
        MixtureEstimate estimate,
        int iterations,
        double tolerance
    )
    {
        double last = double.NegativeInfinity;
        for (int i = 0; i < iterations; i++)
        {
            (double now, estimate) = Step(estimate);
            if (Math.Abs(now - last) < tolerance)
            {
                return (now, estimate);
            }

            last = now;
        }

        return (last, estimate);
    }

    /// <summary>The mixture of the groups that <see cref="KMeans"/> finds.</summary>
    /// <param name="components">How many; at most as many as rows.</param>
    /// <param name="random">Samples the initial centres.</param>
    public MixtureEstimate Start(int components, PhiloxRandom random) =>
        FromOwners(KMeans.Assign(data, components, random, threads), components);

    /// <summary>The mixture of a hard assignment of rows to components.</summary>
    private MixtureEstimate FromOwners(int[] owners, int components)
    {
        int width = data.Width;
        double[] counts = new double[components];
        double[] means = new double[components * width];
        double[] covariances = new double[components * width * width];
        foreach (int owner in owners)
        {
            counts[owner]++;
        }

        for (int j = 0; j < width; j++)
        {
            var column = data.Column(j);
            for (int i = 0; i < owners.Length; i++)
            {
                means[(owners[i] * width) + j] += column[i] / counts[owners[i]];
            }
        }

        for (int j = 0; j < width; j++)
        {
            for (int other = 0; other < width; other++)
            {
                var a = data.Column(j);
                var b = data.Column(other);
                for (int i = 0; i < owners.Length; i++)
                {
                    int k = owners[i];
                    double product = (a[i] - means[(k * width) + j]) * (b[i] - means[(k * width) + other]);
                    covariances[(((k * width) + j) * width) + other] += product / counts[k];
                }
            }

            for (int k = 0; k < components; k++)
            {
                covariances[(((k * width) + j) * width) + j] += floors[j];
            }
        }

        // A component without rows has the variances of all rows.
        for (int k = 0; k < components; k++)
        {
            for (int j = 0; counts[k] == 0 && j < width; j++)
            {
                covariances[(((k * width) + j) * width) + j] = data.Variance[j];
            }
        }

        double total = counts.Sum(count => Math.Max(count, 1e-3));
        return new MixtureEstimate([.. counts.Select(count => Math.Max(count, 1e-3) / total)], means, covariances);
    }

    private MixtureSums Sums(MixtureEstimate estimate)
    {
        var slices = new MixtureSums[Slices];
        Parallel.For(
            0,
            Slices,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                int first = (int)((long)data.Rows * i / Slices);
                int count = (int)((long)data.Rows * (i + 1) / Slices) - first;
                slices[i] = new MixtureSums(estimate.Components, estimate.Width);
                slices[i].Add(data, first, count, estimate);
            }
        );
        foreach (var slice in slices.Skip(1))
        {
            slices[0].Add(slice);
        }

        return slices[0];
    }
}
