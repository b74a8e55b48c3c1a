using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Matmuls so large that they are split: weights into blocks of rows, long lists of taps into pieces.</summary>
public class BlockedMatMulTests
{
    [Trait("Category", "Long")]
    [SkippableFact]
    public void EachBlockOfRowsGoesToItsOwnRowsOfTheTail()
    {
        LongTest.Require();
        Tensor x = Tensor.Input("x", [64, 3, 128]);
        // An input's first axis is innermost: the rows of the matmul are its second axis, as for a layer's weights.
        Tensor weight = Tensor.Input("weight", [128, 640]);
        Tensor bias = Tensor.Input("bias", [640]);
        Compiled.Agrees((Tensor.Contract("ntd,de->nte", x, weight) + bias).Tanh() * bias, Given(x, weight, bias));
        Compiled.Agrees(Tensor.Contract("ntd,de->nte", x, weight), Given(x, weight));
    }

    [Fact]
    public void SumsOverManyPlacesGoOnFromPieceToPiece()
    {
        Tensor x = Tensor.Input("x", [64, 20, 12, 12]);
        Tensor weight = Tensor.Input("weight", [3, 3, 16, 20]);
        Tensor y = x.Convolve(weight, [Window.Padded(1), Window.Padded(1)]);
        Tensor given = Tensor.Input("given", y.Shape);
        Tensor gradient = Gradient.Compute((y * given).Sum(), weight)[0];
        Compiled.Agrees(gradient, Given(x, weight, given));
        Compiled.Agrees((gradient + weight).Tanh() * weight, Given(x, weight, given), 1e-4);
    }

    /// <summary>The weights' rows are a page apart, so they are copied; each worker uses the copy of its own block.</summary>
    [Theory]
    [InlineData(64, 1024)]
    [InlineData(40, 2048)]
    public void LinesAPageApartAreCopiedBlockByBlock(int inner, int outer)
    {
        const int samples = 64;
        const int positions = 5;
        using var weight = new Parameter("weight", [inner, outer]);
        var random = new RandomValues(3);
        double[] weights = random.Uniform(inner * outer, -0.3, 0.3);
        Array.ConvertAll(weights, value => (float)value).CopyTo(weight.Values);
        double[] values = random.Uniform(samples * positions * inner);
        float[]? first = null;
        for (int workers = 1; workers <= 3; workers++)
        {
            using var pool = new WorkerPool(workers);
            Tensor x = Tensor.Input("x", [samples, positions, inner]);
            Tensor y = Tensor.Contract("ntd,de->nte", x, weight).Relu();
            using CompiledGraph graph = CompiledGraph.Compile([y], [], new CompiledGraphOptions(pool));
            graph.Write(x, Array.ConvertAll(values, value => (float)value));
            graph.Run();
            float[] results = new float[y.Shape.Count];
            graph.Read(y, results);
            Assert.Equal(first ??= results, results);
        }

        for (int i = 0; i < first!.Length; i += 7)
        {
            (int row, int column) = Math.DivRem(i, outer);
            double sum = Enumerable.Range(0, inner).Sum(k => values[(row * inner) + k] * weights[(k * outer) + column]);
            Assert.Equal(Math.Max(0, sum), first[i], 1e-4);
        }
    }

    private static Dictionary<Tensor, double[]> Given(params Tensor[] inputs)
    {
        var random = new RandomValues(7);
        return inputs.ToDictionary(input => input, input => random.Uniform(input.Shape.Count, -0.3, 0.3));
    }
}
