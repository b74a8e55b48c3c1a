using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>A 4 × 4 convolution of stride 2 with optional spectral normalisation: <see cref="SpectralNorm"/>.</summary>
internal sealed class SpectralConvolution
{
    private readonly Convolution convolution;
    private readonly SpectralNorm? norm;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="normalised">Whether the weight is divided.</param>
    public SpectralConvolution(ParameterScope scope, int inputs, int outputs, bool bias, bool normalised)
    {
        convolution = Convolution.ForImages(scope, inputs, outputs, 4, stride: 2, padding: 1, bias: bias);
        norm = normalised ? new SpectralNorm(scope, convolution.Weight, axis: 2) : null;
    }

    /// <summary>The layer in one pass; may be applied to several batches.</summary>
    /// <param name="pass">Whether this is training.</param>
    public Func<Tensor, Tensor> In(ForwardPass pass)
    {
        if (norm is null)
        {
            return convolution.Apply;
        }

        var weight = norm.Divided(pass);
        return x => convolution.ApplyWith(weight, x);
    }
}
