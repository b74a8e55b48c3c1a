using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling.Conditions;

/// <summary>
/// Rows given values, from a model whose density is exact: proposals from its own draws, conditioned as a kernel density, each weighted by the
/// model's density over the proposal's, and rows chosen by weight (Rubin 1987, The SIR algorithm). Where few proposals carry the weight, kernels
/// are put around these and proposals made anew (population Monte Carlo: Cappé et al. 2004).
/// </summary>
internal sealed class Importance : IDisposable
{
    private const int OwnRows = 8192;
    private const int Proposals = 1024;
    private const int MaxRounds = 6;

    // A round whose proposals are worth less than this share of their number is a start for a better one.
    private const double GoodFraction = 0.05;
    private const int ChunksOfRound = 4;

    private readonly KernelDensity own;
    private readonly DataTransform transform;
    private readonly int dimensions;
    private readonly BatchFunction logDensity;

    /// <summary>Prepares.</summary>
    /// <param name="model">A model whose density is exact, in a space without cells.</param>
    /// <param name="sampler">Draws from it.</param>
    /// <param name="transform">Into model space and back.</param>
    /// <param name="seed">The seed of its draws.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
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

    /// <summary>Whether a model's rows can be had in this way.</summary>
    public static bool Fits(GenerativeModel model) =>
        model is IDensityModel { DensityKind: "exact" } && model.Space.Dimensions.All(dimension => dimension.Bins == 0);

    /// <summary>A model's own draws as a density.</summary>
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

    /// <summary>Weighted proposals: their rows, and their weights.</summary>
    /// <param name="conditions">Values that are given, and ranges.</param>
    /// <param name="fits">Whether a proposed row fits the ranges.</param>
    /// <param name="stop">Told the weights so far; true ends it.</param>
    /// <param name="seed">Another seed gives other proposals.</param>
    /// <param name="continuous">Whether values stay off the grid.</param>
    /// <param name="chunk">Proposals that are weighted together.</param>
    public (Table Rows, WeightedRows Weights) Propose(
        IReadOnlyCollection<Condition> conditions,
        Func<ReadOnlySpan<double>, bool> fits,
        Func<WeightedRows, bool> stop,
        ulong seed,
        bool continuous,
        int chunk = Proposals
    )
    {
        var given = new ConditionedValues(transform, conditions);
        var kernels = own;
        for (int round = 0; ; round++)
        {
            var random = RandomUse.Proposals.Random(seed, round);
            var points = new List<float>();
            var rows = new List<double>();
            var weights = new WeightedRows();
            var chosen = kernels.Conditioned(given.Low, given.High);
            Table part;
            bool isPoor;
            bool ends;
            do
            {
                float[] z = Weigh(given, kernels, chosen, fits, weights, random, continuous, chunk, out part);
                points.AddRange(z);
                rows.AddRange(part.Values);
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
        ConditionedValues given,
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
            log[i] = given.Place(row, random);
            int kernel = Array.BinarySearch(sums, random.NextDouble() * sum);
            kernel = Math.Min(kernel < 0 ? ~kernel : kernel, sums.Length - 1);
            density.Propose(chosen.Kernels[kernel], row, given.IsKnown, random);
            log[i] -= density.LogDensity(row, given.IsKnown, chosen.Kernels, chosen.Weights);
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

    // Kernels around the proposals that carry weight; as they were where none does.
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
