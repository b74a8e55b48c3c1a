using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>Draws what is missing of rows in model space, a fixed number at a time. One thread may use a completer at a time.</summary>
internal sealed class Completer : IDisposable
{
    private readonly Tensor rows;
    private readonly Tensor given;
    private readonly Tensor completed;
    private readonly Program program;

    /// <summary>Compiles.</summary>
    /// <param name="model">A model that is an <see cref="IComplete"/>.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    /// <param name="chunk">Rows that are completed together.</param>
    public Completer(GenerativeModel model, WorkerPool? workers, int chunk = Sampler.Chunk)
    {
        rows = Tensor.Input("rows", [chunk, model.Dimensions]);
        given = Tensor.Input("given", [chunk, model.Dimensions]);
        completed = ((IComplete)model).Complete(rows, given);
        program = Program.Compile([completed], options: new ProgramOptions(workers));
    }

    /// <summary>Completes one chunk.</summary>
    /// <param name="values">[chunk × Dimensions], row by row; finite everywhere.</param>
    /// <param name="isGiven">[chunk × Dimensions]: 1 where a value is given, else 0.</param>
    /// <param name="result">Takes [chunk × Dimensions].</param>
    /// <param name="chunk">The number of the chunk, by which its random numbers differ from those of others.</param>
    /// <param name="seed">Another seed gives other values.</param>
    public void Complete(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> isGiven,
        Span<float> result,
        int chunk,
        ulong seed
    )
    {
        program.Write(rows, values);
        program.Write(given, isGiven);
        program.Seed = RandomUse.Completion.Seed(seed);
        program.Step = (ulong)chunk;
        program.Run();
        program.Read(completed, result);
    }

    public void Dispose() => program.Dispose();
}
