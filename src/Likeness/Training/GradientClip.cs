using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>Scales a gradient down to a largest norm. Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063, Algorithm 1.</summary>
internal static class GradientClip
{
    // As PyTorch's clip_grad_norm_.
    private const float Floor = 1e-6f;

    /// <summary>The gradients times min(1, largest / (norm + 1e-6)), the norm being that of all of them together.</summary>
    public static Tensor[] ToNorm(Tensor[] gradients, double largest)
    {
        var squares = gradients.Select(gradient => gradient.Square().Sum()).Aggregate((sum, part) => sum + part);
        var factor = ((float)largest / (squares.Sqrt() + Floor)).Minimum(1);
        return Array.ConvertAll(gradients, gradient => gradient * factor);
    }
}
