using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>An epilogue processes every element of a matmul, wherever the work is split between workers.</summary>
public sealed class SharedEpilogueTests
{
    /// <summary>
    /// Few samples, an odd number of positions and 16 channels: the middle position's channels are split into two halves of a
    /// vector.
    /// </summary>
    [Theory]
    [InlineData(8, 79, 16)]
    [InlineData(5, 81, 16)]
    [InlineData(8, 79, 24)]
    [InlineData(8, 79, 40)]
    [InlineData(3, 201, 48)]
    public void AConvolutionsActivationIsTheSameOnAnyNumberOfWorkers(int batch, int positions, int channels)
    {
        Tensor x = Tensor.Input("x", [batch, 8, positions]);
        Tensor weight = Tensor.Input("weight", [1, channels, 8]);
        Tensor bias = Tensor.Input("bias", [channels]);
        Tensor y = (x.Convolve(weight, [Window.Causal(1, 1)], 1) + bias.Reshape([1, channels, 1])).Relu();
        var random = new RandomValues(1);
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = random.Uniform(x.Shape.Count, -1, 1),
            [weight] = random.Uniform(weight.Shape.Count, -1, 1),
            [bias] = random.Uniform(channels, -1, 1),
        };
        float[] alone = Compiled.Run(y, given);
        foreach (int workers in new[] { 2, 3 })
        {
            using var pool = new WorkerPool(workers);
            Assert.Equal(alone, Compiled.Run(y, given, new CompiledGraphOptions(pool)));
        }
    }
}
