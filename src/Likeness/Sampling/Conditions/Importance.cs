using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling.Conditions;

/// <summary>
/// Conditional samples from a model with an exact density. Proposals come from the model's own samples, as a kernel density
/// conditioned on the values; each is weighted by the model's density over the proposal's, and rows are resampled by weight (Rubin
/// 1987, The SIR algorithm). If only a few proposals carry the weight, kernels are centred on them and new proposals sampled
/// (population Monte Carlo: Cappé et al. 2004).
/// </summary>
internal sealed class Importance : IDisposable
{
    private const int OwnRows = 8192;
    private const int Proposals = 1024;
    private const int MaxRounds = 6;

    // A round whose effective sample size is below this fraction of its proposals is the start of a better one.
    private const double GoodFraction = 0.05;
    private const int ChunksOfRound = 4;

    private readonly KernelDensity own;
    private readonly DataTransform transform;
    private readonly int dimensions;
    private readonly BatchFunction logDensity;

    /// <summary>Prepares the sampling.</summary>
    /// <param name="model">A model with an exact density, in a space without discrete dimensions.</param>
    /// <param name="sampler">Samples from the model.</param>
    /// <param name="transform">The transform to model space and back.</param>
    /// <param name="seed">The seed of its samples.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    public Importance(GenerativeModel model, Sampler sampler, DataTransform transform, ulong seed, WorkerPool? workers)
    {
        (this.transform, dimensions) = (transform, model.Dimensions);
        own = OwnSamples(sampler, dimensions, seed);
        logDensity = new BatchFunction(
            "proposals",
            dimensions,
            ((IDensityModel)model).LogDensity,
            new CompiledGraphOptions(workers)
        );
    }

    /// <summary>Whether a model supports the method.</summary>
    public static bool Fits(GenerativeModel model) =>
        model is IDensityModel { DensityKind: "exact" } and not IRowDensity
        && model.Space.Dimensions.All(dimension => dimension.Bins == 0);

    /// <summary>The kernel density of a model's own samples.</summary>
    public static KernelDensity OwnSamples(Sampler sampler, int dimensions, ulong seed)
    {
        var samples = new float[OwnRows * dimensions];
        for (int chunk = 0; chunk < OwnRows / Sampler.Chunk; chunk++)
        {
            sampler
                .SampleChunk(chunk, RandomUse.OwnSamples.Seed(seed))
                .CopyTo(samples.AsSpan(chunk * Sampler.Chunk * dimensions));
        }

        return new KernelDensity(samples, dimensions);
    }

    /// <summary>Weighted proposals: their rows and weights.</summary>
    /// <param name="conditions">Known values and intervals.</param>
    /// <param name="fits">Whether a proposed row satisfies the intervals.</param>
    /// <param name="stop">Receives the weights so far; true stops the sampling.</param>
    /// <param name="seed">The seed; different seeds give different proposals.</param>
    /// <param name="continuous">Whether values are not rounded to the data's grid.</param>
    /// <param name="chunk">The number of proposals that are weighted together.</param>
    public (Table Rows, WeightedRows Weights) Propose(
        IReadOnlyCollection<Condition> conditions,
        Func<ReadOnlySpan<double>, bool> fits,
        Func<WeightedRows, bool> stop,
        ulong seed,
        bool continuous,
        int chunk = Proposals
    )
    {
        var known = new ConditionedValues(transform, conditions);
        var kernels = own;
        for (int round = 0; ; round++)
        {
            var random = RandomUse.Proposals.Random(seed, round);
            var points = new List<float>();
            var rows = new List<double>();
            var weights = new WeightedRows();
            var chosen = kernels.Conditioned(known.Low, known.High);
            Table part;
            bool isPoor;
            bool ends;
            do
            {
                float[] z = Weigh(known, kernels, chosen, fits, weights, random, continuous, chunk, out part);
                points.AddRange(z);
                rows.AddRange(part.ToRowMajor());
                ends = stop(weights);
                isPoor = weights.EffectiveSize < GoodFraction * weights.Count;
            } while (!ends && (!isPoor || weights.Count < ChunksOfRound * chunk || round == MaxRounds - 1));

            if (ends)
            {
                return (new Table(part.Columns, [.. rows], part.Picture), weights);
            }

            kernels = Around(points, weights, kernels);
        }
    }

    public void Dispose() => logDensity.Dispose();

    private float[] Weigh(
        ConditionedValues known,
        KernelDensity density,
        (int[] Kernels, double[] Weights) chosen,
        Func<ReadOnlySpan<double>, bool> fits,
        WeightedRows weights,
        PhiloxRandom random,
        bool continuous,
        int chunk,
        out Table rows
    )
    {
        var z = new float[chunk * dimensions];
        var log = new double[chunk];
        var found = new float[chunk];
        double[] sums = new double[chosen.Weights.Length];
        double sum = 0;
        for (int k = 0; k < sums.Length; k++)
        {
            sums[k] = sum += chosen.Weights[k];
        }

        for (int i = 0; i < chunk; i++)
        {
            var row = z.AsSpan(i * dimensions, dimensions);
            log[i] = known.Write(row, random);
            int kernel = Array.BinarySearch(sums, random.NextDouble() * sum);
            kernel = Math.Min(kernel < 0 ? ~kernel : kernel, sums.Length - 1);
            density.Propose(chosen.Kernels[kernel], row, known.IsKnown, random);
            log[i] -= density.LogDensity(row, known.IsKnown, chosen.Kernels, chosen.Weights);
        }

        logDensity.EvaluateEach(z, found);
        rows = transform.Inverse(z, continuous);
        for (int i = 0; i < chunk; i++)
        {
            bool counts = fits(rows.Row(i)) && double.IsFinite(found[i]) && double.IsFinite(log[i]);
            weights.Add(counts ? log[i] + found[i] : double.NegativeInfinity);
        }

        return z;
    }

    // Kernels centred on the proposals that carry weight; unchanged if none does.
    private KernelDensity Around(List<float> points, WeightedRows weights, KernelDensity before)
    {
        int[] heavy = weights.Heaviest(OwnRows);
        return heavy.Length < 2
            ? before
            : new KernelDensity(
                [.. heavy.SelectMany(i => points.GetRange(i * dimensions, dimensions))],
                dimensions,
                [.. heavy.Select(weights.LogWeight)]
            );
    }
}
