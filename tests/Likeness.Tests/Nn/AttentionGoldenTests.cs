using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Tests.House;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Nn;

/// <summary>Fused attention and its gradients compared with PyTorch's, on every instruction set.</summary>
public sealed class AttentionGoldenTests
{
    private static readonly Golden[] Expected = JsonSerializer.Deserialize<Golden[]>(
        Repository.Read("tests/golden/attention.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<InstructionSet> Sets => [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void AgreesWithPyTorch(InstructionSet set)
    {
        foreach (var golden in Expected)
        {
            var shape = golden.Shape;
            Tensor Rows(string name, int count) => Tensor.Input(name, [shape.Batch, count, shape.Width]);
            Tensor[] inputs = [Rows("q", shape.Queries), Rows("k", shape.Sources), Rows("v", shape.Sources)];
            var result = Tensor.Attention(inputs[0], inputs[1], inputs[2], shape.Heads, shape.IsCausal);
            var loss = (result * Tensor.Constant(result.Shape, Numbers(result.Shape, 5))).Sum();
            Tensor[] outputs = [result, .. Gradient.Compute(loss, inputs)];
            using var graph = CompiledGraph.Compile(outputs, null, new CompiledGraphOptions(Instructions: set));
            for (int i = 0; i < inputs.Length; i++)
            {
                graph.Write(inputs[i], Numbers(inputs[i].Shape, i));
            }

            graph.Run();
            double[][] expected = [golden.Result, golden.Queries, golden.Keys, golden.Values];
            for (int i = 0; i < outputs.Length; i++)
            {
                var values = new float[outputs[i].Shape.Count];
                graph.Read(outputs[i], values);
                Assert.Equal(expected[i].Length, values.Length);
                Assert.All(values.Zip(expected[i]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
            }
        }
    }

    private static float[] Numbers(Shape shape, int shift) =>
        [.. Enumerable.Range(0, shape.Count).Select(i => (float)Math.Sin((0.37 * i) + shift))];

    private sealed record Extents(int Batch, int Queries, int Sources, int Heads, int Width, bool IsCausal);

    private sealed record Golden(Extents Shape, double[] Result, double[] Queries, double[] Keys, double[] Values);
}
