using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// Samples rows from a model in chunks. A row is a function of the weights, the seed and its index alone: a smaller sample is a
/// prefix of a larger one, for any number of threads. Thread-safe: chunks of concurrent calls are sampled one after another.
/// </summary>
internal sealed class Sampler : IDisposable, IRowSource
{
    /// <summary>
    /// The number of table rows that are sampled, imputed or scored together. As measured (bench `batches`), activations of
    /// hundreds of features still fit in L2, and small networks spend little time at barriers.
    /// </summary>
    public const int Chunk = 256;

    private readonly GenerativeModel model;
    private readonly DataTransform transform;
    private readonly RowSampler sampler;
    private readonly Lock turn = new();

    /// <summary>Prepares the sampling.</summary>
    /// <param name="model">The model.</param>
    /// <param name="transform">The transform from model space to the data's units.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    public Sampler(GenerativeModel model, DataTransform transform, WorkerPool? workers = null)
    {
        (this.model, this.transform) = (model, transform);
        sampler = new RowSampler(model, Chunk, workers);
    }

    /// <summary>Samples a table of rows.</summary>
    /// <param name="count">The number of rows; at least 0.</param>
    /// <param name="seed">The seed; different seeds give different rows.</param>
    /// <param name="continuous">Whether values are not rounded to the data's grid.</param>
    /// <param name="progress">Receives the number of rows sampled so far.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model generates NaN or infinite values.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Table Sample(
        int count,
        ulong seed,
        bool continuous = false,
        Action<int>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new SampledRows(count, Parts(count, seed, continuous, progress, cancellationToken)).ToTable();
    }

    /// <summary>The same rows in parts of at most <see cref="Chunk"/>, each sampled when it is asked for.</summary>
    /// <inheritdoc cref="Sample"/>
    public IEnumerable<Table> Parts(
        int count,
        ulong seed,
        bool continuous,
        Action<int>? progress,
        CancellationToken cancellationToken
    )
    {
        var noise = new DequantisationNoise(seed, RandomUse.SampleBins.Stream());
        int done = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            int size = Math.Min(Chunk, count - done);
            yield return Part(done, size, seed, continuous, noise);
            done += size;
            progress?.Invoke(done);
        } while (done < count);
    }

    public void Dispose() => sampler.Dispose();

    /// <inheritdoc/>
    public Table SampleRows(int chunk, ulong seed, bool continuous) =>
        transform.Inverse(
            SampleChunk(chunk, seed),
            continuous,
            new DequantisationNoise(seed, RandomUse.SampleBins.Stream()),
            firstRow: chunk * Chunk
        );

    private Table Part(int first, int size, ulong seed, bool continuous, DequantisationNoise noise) =>
        transform.Inverse(
            SampleChunk(first / Chunk, seed)[..(size * model.Dimensions)],
            continuous,
            noise,
            firstRow: first
        );

    /// <summary>One chunk of rows in model space, row by row.</summary>
    internal ReadOnlySpan<float> SampleChunk(int chunk, ulong seed)
    {
        lock (turn)
        {
            // A copy, because another thread may sample the next chunk.
            return sampler.Sample(chunk, seed).ToArray();
        }
    }
}
