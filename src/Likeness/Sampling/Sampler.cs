using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// Draws rows from a model, chunk by chunk. A row is a function of the weights, the seed and the row's number alone: fewer rows
/// are the beginning of more, whatever the number of threads. One thread may use a sampler at a time.
/// </summary>
internal sealed class Sampler : IDisposable, IRowSource
{
    /// <summary>
    /// Rows of a table that are drawn, completed or scored together: as measured (bench `batches`), where activations of hundreds of
    /// features still stay in a core's own cache and small networks are not held up by waits.
    /// </summary>
    public const int Chunk = 256;

    private readonly GenerativeModel model;
    private readonly DataTransform transform;
    private readonly RowSampler sampler;

    /// <summary>Prepares to draw.</summary>
    /// <param name="model">The model.</param>
    /// <param name="transform">From model space back to the data's units.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    public Sampler(GenerativeModel model, DataTransform transform, WorkerPool? workers = null)
    {
        (this.model, this.transform) = (model, transform);
        sampler = new RowSampler(model, Chunk, workers);
    }

    /// <summary>Draws a table of rows.</summary>
    /// <param name="count">How many; at least 0.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told the number of rows drawn.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model draws what is not a number.</exception>
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

    /// <summary>One chunk of rows in model space, row by row; valid until the next is drawn.</summary>
    internal ReadOnlySpan<float> SampleChunk(int chunk, ulong seed) => sampler.Sample(chunk, seed);
}
