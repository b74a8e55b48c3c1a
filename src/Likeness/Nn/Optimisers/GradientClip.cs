using Likeness.Compute.Graph;

namespace Likeness.Nn.Optimisers;

/// <summary>Gradient clipping by norm. Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063, Algorithm 1.</summary>
internal static class GradientClip
{
    // As in PyTorch's clip_grad_norm_.
    private const float Epsilon = 1e-6f;

    /// <summary>The gradients times min(1, largest / (norm + 1e-6)), where the norm is that of all gradients together.</summary>
    public static Tensor[] ToNorm(Tensor[] gradients, double largest)
    {
        var squares = gradients.Select(gradient => gradient.Square().Sum()).Aggregate((sum, part) => sum + part);
        var factor = ((float)largest / (squares.Sqrt() + Epsilon)).Minimum(1);
        return Array.ConvertAll(gradients, gradient => gradient * factor);
    }
}
