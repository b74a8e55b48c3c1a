using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// Samples rows from a model in chunks. A row is a function of the weights, the seed and its index alone: a smaller sample is a
/// prefix of a larger one, for any number of threads. Not thread-safe.
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
        var rows = new double[count * transform.Columns.Count];
        var noise = new DequantisationNoise(seed, RandomUse.SampleBins.Stream());
        Table? part = null;
        int done = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            int size = Math.Min(Chunk, count - done);
            var sampled = SampleChunk(done / Chunk, seed)[..(size * model.Dimensions)];
            part = transform.Inverse(sampled, continuous, noise, firstRow: done);
            part.Values.CopyTo(rows.AsSpan(done * part.Width));
            done += size;
            progress?.Invoke(done);
        } while (done < count);

        return new Table(part.Columns, rows, part.Picture);
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

    /// <summary>One chunk of rows in model space, row by row; valid until the next call.</summary>
    internal ReadOnlySpan<float> SampleChunk(int chunk, ulong seed) => sampler.Sample(chunk, seed);
}
