using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>Draws what is missing of rows in model space, a fixed number at a time. One thread may use a completer at a time.</summary>
internal sealed class Imputer : IDisposable
{
    private readonly Tensor rows;
    private readonly Tensor known;
    private readonly Tensor imputed;
    private readonly CompiledGraph graph;

    /// <summary>Compiles.</summary>
    /// <param name="model">A model that is an <see cref="IImputer"/>.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    /// <param name="chunk">Rows that are completed together.</param>
    public Imputer(GenerativeModel model, WorkerPool? workers, int chunk = Sampler.Chunk)
    {
        rows = Tensor.Input("rows", [chunk, model.Dimensions]);
        known = Tensor.Input("given", [chunk, model.Dimensions]);
        imputed = ((IImputer)model).Impute(rows, known);
        graph = CompiledGraph.Compile([imputed], options: new CompiledGraphOptions(workers));
    }

    /// <summary>Completes one chunk.</summary>
    /// <param name="values">[chunk × Dimensions], row by row; finite everywhere.</param>
    /// <param name="isGiven">[chunk × Dimensions]: 1 where a value is given, else 0.</param>
    /// <param name="result">Takes [chunk × Dimensions].</param>
    /// <param name="chunk">The number of the chunk, by which its random numbers differ from those of others.</param>
    /// <param name="seed">Another seed gives other values.</param>
    public void Impute(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> isGiven,
        Span<float> result,
        int chunk,
        ulong seed
    )
    {
        graph.Write(rows, values);
        graph.Write(known, isGiven);
        graph.Seed = RandomUse.Imputation.Seed(seed);
        graph.Step = (ulong)chunk;
        graph.Run();
        graph.Read(imputed, result);
    }

    public void Dispose() => graph.Dispose();
}
