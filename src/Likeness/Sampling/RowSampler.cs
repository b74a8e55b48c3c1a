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
    private readonly float[] values;
    private readonly RowPieces? rows;
    private readonly IRowSampler? own;
    private readonly Tensor? sample;
    private readonly Lazy<CompiledGraph>? graph;

    /// <summary>Prepares the sampling.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chunk">The number of rows in a chunk.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    public RowSampler(GenerativeModel model, int chunk, WorkerPool? workers)
    {
        values = new float[chunk * model.Dimensions];
        if (model is IRowSampler rowSampler)
        {
            (own, rows) = (rowSampler, new RowPieces(model.Dimensions, workers));
            return;
        }

        sample = model.Sample(chunk);
        graph = new Lazy<CompiledGraph>(() =>
            CompiledGraph.Compile([sample], options: new CompiledGraphOptions(workers))
        );
    }

    /// <summary>One chunk of rows, row by row; valid until the next call.</summary>
    public ReadOnlySpan<float> Sample(int chunk, ulong seed)
    {
        if (own is not null)
        {
            ulong use = RandomUse.Samples.Seed(seed);
            int width = rows!.Width;
            long first = (long)chunk * (values.Length / width);
            rows.Run(
                values.Length / width,
                (from, count) => own.SampleRows(use, first + from, values.AsSpan(from * width, count * width))
            );
            return values;
        }

        graph!.Value.Seed = RandomUse.Samples.Seed(seed);
        graph.Value.Step = (ulong)chunk;
        graph.Value.Run();
        graph.Value.Read(sample!, values);
        return values;
    }

    public void Dispose()
    {
        if (graph is { IsValueCreated: true })
        {
            graph.Value.Dispose();
        }
    }
}
