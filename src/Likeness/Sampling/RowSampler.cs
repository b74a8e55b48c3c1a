using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// Draws rows of model space, a fixed number at a time. A row is a function of the weights, the seed and the row's number alone,
/// whatever the number of threads. One thread may use a drawer at a time.
/// </summary>
internal sealed class RowSampler : IDisposable
{
    private readonly float[] values;
    private readonly Tensor sample;
    private readonly Lazy<CompiledGraph> graph;

    /// <summary>Prepares to draw.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chunk">Rows that are drawn together.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    public RowSampler(GenerativeModel model, int chunk, WorkerPool? workers)
    {
        values = new float[chunk * model.Dimensions];
        sample = model.Sample(chunk);
        graph = new Lazy<CompiledGraph>(() =>
            CompiledGraph.Compile([sample], options: new CompiledGraphOptions(workers))
        );
    }

    /// <summary>One chunk of rows, row by row; valid until the next is drawn.</summary>
    public ReadOnlySpan<float> Sample(int chunk, ulong seed)
    {
        graph.Value.Seed = RandomUse.Samples.Seed(seed);
        graph.Value.Step = (ulong)chunk;
        graph.Value.Run();
        graph.Value.Read(sample, values);
        return values;
    }

    public void Dispose()
    {
        if (graph.IsValueCreated)
        {
            graph.Value.Dispose();
        }
    }
}
