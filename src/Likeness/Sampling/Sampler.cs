using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// Draws rows from a model, chunk by chunk. A row is a function of the weights, the seed and the row's number alone: fewer rows
/// are the beginning of more, whatever the number of threads. Several threads may use a sampler: chunks are drawn in turn.
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
    private readonly Lock turn = new();

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

    /// <summary>One chunk of rows in model space, row by row.</summary>
    internal ReadOnlySpan<float> SampleChunk(int chunk, ulong seed)
    {
        lock (turn)
        {
            // A copy: the next chunk may be another thread's.
            return sampler.Sample(chunk, seed).ToArray();
        }
    }
}
