using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>
/// A linear layer whose weight can be divided by its largest singular value σ: Miyato et al. 2018, arXiv:1802.05957, algorithm 1. One step
/// of power iteration in each training step follows σ: v ← Wᵀu/‖Wᵀu‖, u ← Wv/‖Wv‖, σ = uᵀWv, where u is a buffer and both are taken
/// as fixed by the gradient. As PyTorch's spectral_norm.
/// </summary>
internal sealed class SpectralLinear
{
    private const float Least = 1e-12f;

    private readonly Linear linear;
    private readonly Parameter? vector;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="normalised">Whether the weight is divided.</param>
    public SpectralLinear(ParameterScope scope, int inputs, int outputs, bool bias, bool normalised)
    {
        linear = new Linear(scope, inputs, outputs, bias);
        vector = normalised ? scope.Buffer("singular", [outputs, 1], (float)(1 / Math.Sqrt(outputs))) : null;
    }

    /// <summary>The layer as it is in one pass, to be applied to as many batches as needed.</summary>
    /// <param name="pass">Where the next u is noted, if this is training.</param>
    public Func<Tensor, Tensor> In(ForwardPass pass)
    {
        if (vector is null)
        {
            return linear.Apply;
        }

        var weight = linear.Weight.Tensor.Detached(); // [outputs, inputs]
        var v = Unit(weight.Transpose().MatMul(vector));
        var u = Unit(weight.MatMul(v)).Detached();
        if (pass.IsTraining)
        {
            pass.Note(vector, _ => u);
        }

        var sigma = (u * linear.Weight.Tensor.MatMul(v.Detached())).Sum();
        var divided = linear.Weight.Tensor / sigma;
        return x => Linear.Project(x, divided, linear.Bias?.Tensor);
    }

    private static Tensor Unit(Tensor x) => x / (x.Square().Sum().Sqrt() + Least);
}
