using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// A 3 × 3 convolution, blocks h + W₂∗f(W₁∗f(h)) of two more, f being a ReLU, and a last one of f(h) that starts at 0: a residual network of
/// He et al. 2016, arXiv:1603.05027, without batch normalisation.
/// </summary>
internal sealed class ResidualConvolutions
{
    private readonly Convolution first;
    private readonly (Convolution Inner, Convolution Outer)[] blocks;
    private readonly Convolution last;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="hidden">Channels between.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="outputs">Channels out.</param>
    public ResidualConvolutions(ParameterScope scope, int inputs, int hidden, int blocks, int outputs)
    {
        first = Layer(scope.At("first"), inputs, hidden);
        this.blocks = new (Convolution, Convolution)[blocks];
        for (int i = 0; i < blocks; i++)
        {
            var inside = scope.At("blocks").At(i);
            this.blocks[i] = (Layer(inside.At("inner"), hidden, hidden), Layer(inside.At("outer"), hidden, hidden));
        }

        last = Layer(scope.At("last"), hidden, outputs).BegunAtZero();
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, inputs, height, width].</param>
    /// <returns>[batch, outputs, height, width].</returns>
    public Tensor Apply(Tensor x)
    {
        var h = first.Apply(x);
        foreach (var (inner, outer) in blocks)
        {
            h += outer.Apply(inner.Apply(h.Relu()).Relu());
        }

        return last.Apply(h.Relu());
    }

    private static Convolution Layer(ParameterScope scope, int inputs, int outputs) =>
        Convolution.ForImages(scope, inputs, outputs, 3, padding: 1);
}
