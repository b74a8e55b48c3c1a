using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// The network of a coupling in Flow++: Ho et al. 2019, arXiv:1902.00275, §3.3. A 3 × 3 convolution, then blocks h ← norm(h + gate(W₂ f(W₁∗f(h)))) with f(h) = (elu(h),
/// elu(−h)) and gate(a, b) = a ⊙ σ(b), each followed by self-attention over all positions where there are heads, and a last convolution of f(h) that starts at
/// 0. A norm is a layer normalisation over channels.
/// </summary>
internal sealed class GatedConvolutions
{
    private readonly Convolution first;
    private readonly Block[] blocks;
    private readonly Convolution last;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="hidden">Channels between.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="heads">Heads of attention in each block; 0 for no attention.</param>
    public GatedConvolutions(ParameterScope scope, int inputs, int hidden, int blocks, int outputs, int heads = 0)
    {
        first = Convolution.ForImages(scope.At("first"), inputs, hidden, 3, padding: 1);
        this.blocks = [.. Enumerable.Range(0, blocks).Select(i => new Block(scope.At("blocks").At(i), hidden, heads))];
        last = Convolution.ForImages(scope.At("last"), 2 * hidden, outputs, 3, padding: 1).BegunAtZero();
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, inputs, height, width].</param>
    /// <returns>[batch, outputs, height, width].</returns>
    public Tensor Apply(Tensor x) => last.Apply(Both(blocks.Aggregate(first.Apply(x), (h, block) => block.Apply(h))));

    /// <summary>(elu(x), elu(−x)) along the channels, elu(x) being x above 0 and eˣ − 1 below.</summary>
    private static Tensor Both(Tensor x)
    {
        static Tensor Elu(Tensor x) => x.Relu() + x.Minimum(0).Expm1();
        return Tensor.Concatenate(1, Elu(x), Elu(-x));
    }

    private sealed class Block(ParameterScope scope, int channels, int heads)
    {
        private readonly Convolution inner = Convolution.ForImages(
            scope.At("inner"),
            2 * channels,
            channels,
            3,
            padding: 1
        );
        private readonly Convolution outer = Convolution.ForImages(scope.At("outer"), 2 * channels, 2 * channels, 1);
        private readonly ChannelNorm norm = new(scope.At("norm"), channels);
        private readonly GatedAttention? attention =
            heads == 0 ? null : new GatedAttention(scope.At("attention"), channels, heads);

        public Tensor Apply(Tensor h)
        {
            var both = outer.Apply(Both(inner.Apply(Both(h))));
            h = norm.Apply(h + Gated(both, channels));
            return attention?.Apply(h) ?? h;
        }
    }

    /// <summary>norm(h + gate(attention(h + positions))).</summary>
    private sealed class GatedAttention(ParameterScope scope, int channels, int heads)
    {
        private readonly Linear projection = new(scope.At("projection"), channels, 3 * channels);
        private readonly Linear output = new(scope.At("output"), channels, 2 * channels);
        private readonly ChannelNorm norm = new(scope.At("norm"), channels);

        public Tensor Apply(Tensor h)
        {
            var (batch, positions) = (h.Shape[0], h.Shape[2] * h.Shape[3]);
            var x =
                h.Reshape([batch, channels, positions]).Permute(0, 2, 1)
                + SinusoidalPositions.Compute(positions, channels);
            var projected = projection.Apply(x);
            Tensor Part(int i) =>
                projected.Slice(2, i * channels, channels).Reshape([batch, positions, heads, channels / heads]);
            var mixed = Attention.Apply(Part(0), Part(1), Part(2)).Reshape([batch, positions, channels]);
            var both = output.Apply(mixed).Permute(0, 2, 1).Reshape([batch, 2 * channels, h.Shape[2], h.Shape[3]]);
            return norm.Apply(h + Gated(both, channels));
        }
    }

    private sealed class ChannelNorm(ParameterScope scope, int channels)
    {
        private const double Epsilon = 1e-5;

        private readonly Parameter weight = scope.Constant("weight", [channels], 1);
        private readonly Parameter bias = scope.Constant("bias", [channels], 0);

        public Tensor Apply(Tensor x) =>
            (Standardisation.Compute(x, [1], Epsilon).Scaled(1, 0) * Standardisation.ForChannels(weight, x))
            + Standardisation.ForChannels(bias, x);
    }

    private static Tensor Gated(Tensor both, int channels) =>
        both.Slice(1, 0, channels) * both.Slice(1, channels, channels).Sigmoid();
}
