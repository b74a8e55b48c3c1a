using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Likeness.Tests.Models;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Nn;

public sealed class LongAttentionTests
{
    /// <summary>A bias of zeros makes the layer hold all scores; without one, long sequences are processed block by block.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(17, true)]
    public void BlocksGiveWhatAllScoresGive(int batch, bool isCausal)
    {
        using var parameters = new ParameterSet();
        var layer = new MultiHeadAttention(new ParameterScope(parameters, seed: 2), width: 8, heads: 2);
        var x = Tensor.Input("x", [batch, 70, 8]);
        var pass = ForwardPass.Inference;
        Tensor[] results =
        [
            layer.Apply(x, pass, isCausal: isCausal),
            layer.Apply(x, pass, Tensor.Constant(Shape.Scalar, 0), isCausal),
        ];
        Tensor[] gradients = [.. results.Select(result => Gradient.Compute(result.Square().Sum(), x)[0])];
        foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
        {
            Compare(x, results, gradients, set);
        }
    }

    private static void Compare(Tensor x, Tensor[] results, Tensor[] gradients, InstructionSet set)
    {
        var options = new CompiledGraphOptions(Instructions: set);
        using var graph = CompiledGraph.Compile([.. results, .. gradients], null, options);
        graph.Write(x, Deterministic.Numbers(x.Shape.Count, 1000, 3));
        graph.Run();
        Assert.Contains("attention gradient", graph.Explain(), StringComparison.Ordinal);
        float[] Read(Tensor output)
        {
            var values = new float[output.Shape.Count];
            graph.Read(output, values);
            return values;
        }

        foreach (var pair in new[] { results, gradients })
        {
            float[] expected = Read(pair[1]);
            float scale = expected.Max(Math.Abs);
            Assert.All(Read(pair[0]).Zip(expected), both => Assert.Equal(both.Second, both.First, 1e-5f * scale));
        }
    }
}
