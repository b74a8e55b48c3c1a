using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>The bias of a convolution equals one that is added to its result, for every implementation.</summary>
public sealed class ConvolutionBiasTests
{
    [Theory]
    [InlineData(16, 1, 8)]
    [InlineData(16, 3, 9)]
    [InlineData(20, 4, 16)]
    [InlineData(16, 9, 2)]
    [InlineData(3, 1, 8)]
    [InlineData(16, 5, 5)]
    public void IsAdded(int batch, int channels, int outputs)
    {
        Tensor x = Tensor.Input("x", [batch, channels, 4, 5]);
        Tensor weight = Tensor.Input("weight", [3, 3, outputs, channels]);
        Tensor adjoint = Tensor.Input("adjoint", [3, 3, channels, outputs]);
        Tensor bias = Tensor.Input("bias", [outputs]);
        Tensor stretched = bias.Reshape([outputs, 1, 1]);
        Window[] windows = [Window.Padded(1), Window.Padded(1, 2)];
        var random = new RandomValues(7);
        var given = new[] { x, weight, adjoint, bias }.ToDictionary(
            input => input,
            input => random.Uniform(input.Shape.Count, -1, 1)
        );
        Same(x.Convolve(weight, windows, 1, bias), x.Convolve(weight, windows) + stretched, given);
        Same(
            x.ConvolveTransposed(adjoint, windows, null, 1, bias),
            x.ConvolveTransposed(adjoint, windows) + stretched,
            given
        );
    }

    private static void Same(Tensor one, Tensor other, Dictionary<Tensor, double[]> given)
    {
        double[] expected = Reference.Evaluate(other, given);
        double[] actual = Reference.Evaluate(one, given);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
