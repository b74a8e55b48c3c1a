using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// Samples rows in model space, in chunks of fixed size. A row is a function of the weights, the seed and its index alone, for any
/// number of threads. Not thread-safe.
/// </summary>
internal sealed class RowSampler : IDisposable
{
    // Models that work row by row sample so many at a time: the parts of the model that they share stay in the caches.
    private const int RowsPerPiece = 512;

    // Such models sample chunks ahead while chunks are asked for one after another: up to so many chunks and values.
    private const int MaxChunksAhead = 32;
    private const int MaxValuesAhead = 1 << 20;

    private readonly float[] values;
    private float[] ahead = [];
    private (ulong Seed, long First, int Count) aheadChunks;
    private readonly RowPieces? rows;
    private readonly IRowSampler? own;
    private readonly Tensor? sample;
    private readonly Lazy<CompiledGraph>? graph;

    /// <summary>Prepares the sampling.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chunk">The number of rows in a chunk.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <exception cref="LikenessException">The model samples another shape than rows have.</exception>
    public RowSampler(GenerativeModel model, int chunk, WorkerPool? workers)
    {
        values = new float[chunk * model.Dimensions];
        if (model is IRowSampler rowSampler)
        {
            (own, rows) = (rowSampler, new RowPieces(model.Dimensions, workers, RowsPerPiece));
            return;
        }

        sample = model.Sample(chunk);
        if (sample.Shape.Rank == 0 || sample.Shape[0] != chunk || sample.Shape.Count != values.Length)
        {
            throw new LikenessException(
                $"the model {model.GetType().Name} samples {sample.Shape}, but {chunk} rows are {new Shape(chunk, model.Dimensions)} (return that shape from Sample)"
            );
        }

        graph = new Lazy<CompiledGraph>(() =>
            CompiledGraph.Compile([sample], options: new CompiledGraphOptions(workers))
        );
    }

    /// <summary>One chunk of rows, row by row; valid until the next call.</summary>
    public ReadOnlySpan<float> Sample(int chunk, ulong seed)
    {
        if (own is not null)
        {
            return SampleAhead(chunk, seed);
        }

        graph!.Value.Seed = RandomUse.Samples.Seed(seed);
        graph.Value.Step = (ulong)chunk;
        graph.Value.Run();
        graph.Value.Read(sample!, values);
        return values;
    }

    private ReadOnlySpan<float> SampleAhead(int chunk, ulong seed)
    {
        var (lastSeed, first, count) = aheadChunks;
        if (seed != lastSeed || chunk < first || chunk >= first + count)
        {
            int most = Math.Clamp(MaxValuesAhead / Math.Max(1, values.Length), 1, MaxChunksAhead);
            count = seed == lastSeed && chunk == first + count ? Math.Clamp(2 * count, 1, most) : 1;
            first = chunk;
            aheadChunks = default;
            int width = rows!.Width;
            int size = values.Length / width;
            ahead = ahead.Length == count * values.Length ? ahead : new float[count * values.Length];
            ulong use = RandomUse.Samples.Seed(seed);
            rows.Run(
                count * size,
                (from, part) => own!.SampleRows(use, (first * size) + from, ahead.AsSpan(from * width, part * width))
            );
            aheadChunks = (seed, first, count);
        }

        return ahead.AsSpan((int)(chunk - first) * values.Length, values.Length);
    }

    public void Dispose()
    {
        if (graph is { IsValueCreated: true })
        {
            graph.Value.Dispose();
        }
    }
}
