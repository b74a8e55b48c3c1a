using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Kernels;

/// <summary>A <see cref="KernelCase"/>, compiled for one worker.</summary>
internal sealed class KernelWork : IDisposable
{
    private readonly KernelGraph graph;
    private readonly Tensor[] results;
    private readonly Compute.Compilation.CompiledGraph program;

    /// <summary>Compiles the case and fills its inputs.</summary>
    public KernelWork(KernelCase work, int batch, InstructionSet instructions)
    {
        graph = new KernelGraph(batch);
        results = work.Build(graph);
        program = Compute.Compilation.CompiledGraph.Compile(
            results,
            null,
            new CompiledGraphOptions(Instructions: instructions)
        );
        graph.Fill(program);
    }

    /// <summary>Runs it once.</summary>
    public void Run() => program.Run();

    /// <summary>All values of the results.</summary>
    public IEnumerable<float> Read()
    {
        foreach (Tensor result in results)
        {
            float[] values = new float[result.Shape.Count];
            program.Read(result, values);
            foreach (float value in values)
            {
                yield return value;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        program.Dispose();
        graph.Dispose();
    }
}
