using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>A weight gradient with a moving average and an update in its epilogue, written directly to the parameters.</summary>
public class UpdateTests
{
    [Theory]
    [InlineData(64, 1, 256)]
    [InlineData(64, 2, 16)]
    [InlineData(64, 2, 64)]
    [InlineData(64, 2, 255)]
    [InlineData(64, 2, 256)]
    [InlineData(8, 2, 256)]
    [InlineData(64, 3, 256)]
    [InlineData(64, 5, 256)]
    [InlineData(64, 17, 256)]
    [InlineData(64, 256, 2)]
    [InlineData(64, 33, 40)]
    public void AWeightOfAnyShapeFollowsItsGradient(int batch, int outs, int ins)
    {
        using var weight = new Parameter("weight", [outs, ins]);
        using var mean = new Parameter("mean", [outs, ins]);
        Tensor x = Tensor.Input("x", [batch, ins]);
        Tensor slope = Tensor.Input("slope", [batch, outs]);
        Tensor nextMean = mean.Tensor + ((slope.Transpose().MatMul(x) - mean.Tensor) * 0.1f);
        Tensor nextWeight = weight.Tensor - (nextMean * 0.1f);
        var random = new RandomValues(4);
        float[][] before =
        [
            .. Enumerable.Range(0, 2).Select(_ => Array.ConvertAll(random.Uniform(outs * ins), v => (float)v)),
        ];
        before[0].CopyTo(weight.Values);
        before[1].CopyTo(mean.Values);
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = random.Uniform(batch * ins),
            [slope] = random.Uniform(batch * outs),
        };
        double[][] expected = [Reference.Evaluate(nextWeight, given), Reference.Evaluate(nextMean, given)];
        foreach (var set in Compiled.InstructionSets)
        {
            before[0].CopyTo(weight.Values);
            before[1].CopyTo(mean.Values);
            using CompiledGraph graph = CompiledGraph.Compile(
                [],
                [new Assignment(weight, nextWeight), new Assignment(mean, nextMean)],
                new CompiledGraphOptions(Instructions: set)
            );
            graph.Write(x, Array.ConvertAll(given[x], v => (float)v));
            graph.Write(slope, Array.ConvertAll(given[slope], v => (float)v));
            graph.Run();
            Assert.All(expected[0].Zip(weight.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            Assert.All(expected[1].Zip(mean.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }
}
