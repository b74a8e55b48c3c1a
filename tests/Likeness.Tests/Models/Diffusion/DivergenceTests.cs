using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;

namespace Likeness.Tests.Models.Diffusion;

public sealed class DivergenceTests
{
    private const int Rows = 4;

    /// <summary>v = (x₀² x₁, sin x₁ + x₂, x₂ x₀): ∇·v = 2 x₀ x₁ + cos x₁ + x₀.</summary>
    [Fact]
    public void IsTheTraceOfTheJacobian()
    {
        float[] numbers = Deterministic.Numbers(Rows * 3, 4, 2);
        float[] found = Evaluated.Of(Field(numbers, (v, x) => Divergence.Exact(v, x)))[0];
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(Expected(numbers, i), found[i], 1e-5);
        }
    }

    /// <summary>With the axes times √d as directions, the estimate is exact; with random directions its mean is.</summary>
    [Fact]
    public void TheEstimateIsExactOverAnOrthogonalBasisAndInTheMean()
    {
        float[] numbers = Deterministic.Numbers(Rows * 3, 4, 2);
        float root = MathF.Sqrt(3);
        float[] axes = [root, 0, 0, 0, root, 0, 0, 0, root];
        var basis = Tensor.Constant([1, 9], axes).BroadcastTo([Rows, 9]);
        var random = Tensor.RandomNormal([Rows, 3 * 256], stream: 3).Sign();
        float[][] found = Evaluated.Of(
            Field(numbers, (v, x) => Divergence.Estimate(v, x, basis)),
            Field(numbers, (v, x) => Divergence.Estimate(v, x, random))
        );
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(Expected(numbers, i), found[0][i], 1e-4);
            Assert.Equal(Expected(numbers, i), found[1][i], 1.0); // four standard errors of the largest off-diagonal part, 4, over 256 directions
        }
    }

    private static double Expected(float[] x, int row)
    {
        var (a, b) = (x[row * 3], x[(row * 3) + 1]);
        return (2 * a * b) + Math.Cos(b) + a;
    }

    private static Tensor Field(float[] numbers, Func<Tensor, Tensor, Tensor> divergence)
    {
        var x = Tensor.Constant([Rows, 3], numbers);
        var (a, b, c) = (x.Slice(1, 0, 1), x.Slice(1, 1, 1), x.Slice(1, 2, 1));
        return divergence(Tensor.Concatenate(1, a.Square() * b, b.Sin() + c, c * a), x);
    }
}
