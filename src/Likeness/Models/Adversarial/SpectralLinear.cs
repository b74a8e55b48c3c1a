using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>A linear layer with optional spectral normalisation: <see cref="SpectralNorm"/>.</summary>
internal sealed class SpectralLinear
{
    private readonly Linear linear;
    private readonly SpectralNorm? norm;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="normalised">Whether the weight is divided.</param>
    public SpectralLinear(ParameterScope scope, int inputs, int outputs, bool bias, bool normalised)
    {
        linear = new Linear(scope, inputs, outputs, bias);
        norm = normalised ? new SpectralNorm(scope, linear.Weight, axis: 0) : null;
    }

    /// <summary>The layer in one pass; may be applied to several batches.</summary>
    /// <param name="pass">Whether this is training.</param>
    public Func<Tensor, Tensor> In(ForwardPass pass)
    {
        if (norm is null)
        {
            return linear.Apply;
        }

        var weight = norm.Divided(pass);
        return x => Linear.Project(x, weight, linear.Bias?.Tensor);
    }
}
