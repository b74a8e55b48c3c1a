using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>Evaluates tensors that need no input.</summary>
internal static class Evaluated
{
    public static float[][] Of(params Tensor[] outputs)
    {
        using var graph = CompiledGraph.Compile(outputs);
        graph.Run();
        return Array.ConvertAll(
            outputs,
            output =>
            {
                var values = new float[output.Shape.Count];
                graph.Read(output, values);
                return values;
            }
        );
    }
}
