using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>An activation function between two layers.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x, or 0.01 x below 0. Maas et al. 2013.</summary>
    LeakyRelu,

    /// <summary>x, or eˣ − 1 below 0. Clevert et al. 2016, arXiv:1511.07289.</summary>
    Elu,

    /// <summary>x Φ(x), within 2 ulp of x. Hendrycks and Gimpel 2016, arXiv:1606.08415.</summary>
    Gelu,

    /// <summary>The tanh approximation of GELU, as in GPT-2, within 2 ulp of x.</summary>
    GeluTanh,

    /// <summary>x σ(x), also called swish. Elfwing et al. 2017, arXiv:1702.03118.</summary>
    Silu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>log(1 + eˣ).</summary>
    Softplus,
}

/// <summary>Applies an <see cref="Activation"/>.</summary>
public static class Activations
{
    private const float LeakySlope = 0.01f;
    private const float RootTwoOverPi = 0.79788456f;

    /// <summary>Applies the function elementwise.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">Any shape.</param>
    /// <exception cref="ArgumentOutOfRangeException">The function does not exist.</exception>
    public static Tensor Apply(this Activation activation, Tensor x) =>
        activation switch
        {
            Activation.Identity => x,
            Activation.Relu => x.Relu(),
            Activation.LeakyRelu => x.LeakyRelu(LeakySlope),
            // Below 0 the first term is 0, and above it the second.
            Activation.Elu => x.Relu() + (-(-x).Relu()).Expm1(),
            Activation.Gelu => x.Gelu(),
            Activation.GeluTanh => x * 0.5f * (1 + ((x + (x * x.Square() * 0.044715f)) * RootTwoOverPi).Tanh()),
            Activation.Silu => x.Silu(),
            Activation.Tanh => x.Tanh(),
            Activation.Sigmoid => x.Sigmoid(),
            Activation.Softplus => x.Softplus(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };
}
