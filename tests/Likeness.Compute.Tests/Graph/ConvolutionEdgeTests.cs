using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>Empty arrays that padding enlarges, and adjoints whose extra positions are cut off or reach beyond every window.</summary>
public sealed class ConvolutionEdgeTests
{
    [Theory]
    [InlineData(2, 0, 0, false)]
    [InlineData(16, 0, 0, false)]
    [InlineData(2, 0, 0, true)]
    [InlineData(16, 0, 0, true)]
    [InlineData(2, 3, -1, true)]
    [InlineData(16, 3, -1, true)]
    [InlineData(2, 3, 3, true)]
    [InlineData(16, 3, 3, true)]
    public void AreWhatTheDefinitionSays(int batch, int positions, int extra, bool isAdjoint)
    {
        foreach (int channels in new[] { 3, 20 })
        {
            Tensor x = Tensor.Input("x", [batch, channels, positions, 2]);
            Tensor w = Tensor.Input("w", isAdjoint ? [3, 3, channels, 18] : [3, 3, 18, channels]);
            Window[] windows = [isAdjoint ? new(1) : Window.Padded(2), Window.Padded(1)];
            Tensor y = isAdjoint ? x.ConvolveTransposed(w, windows, [extra, 0]) : x.Convolve(w, windows);
            var random = new RandomValues(1);
            Compiled.Agrees(
                y,
                new Dictionary<Tensor, double[]>
                {
                    [x] = random.Uniform(x.Shape.Count),
                    [w] = random.Uniform(w.Shape.Count),
                }
            );
        }
    }
}
