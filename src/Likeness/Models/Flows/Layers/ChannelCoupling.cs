using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// y = x ⊙ exp(s) + t on two quarters of an image's channels, with s and t from a network of the other two, which are kept: Dinh et al. 2017,
/// arXiv:1605.08803, eq. 7 and 8.
/// </summary>
/// <param name="kept">The numbers of two quarters, 0 … 3, in order (<see cref="Quarters"/>).</param>
/// <param name="network">From [batch, half, height, width] to s, unbounded, and then t along the channels.</param>
/// <param name="bounded">Bounds s.</param>
internal sealed class ChannelCoupling(int[] kept, Func<Tensor, Tensor> network, Func<Tensor, Tensor> bounded)
    : FlowLayer
{
    private readonly Quarters quarters = new(kept);

    /// <summary>The same with s = a·tanh(h/a).</summary>
    /// <param name="kept">The numbers of two quarters.</param>
    /// <param name="network">As above.</param>
    /// <param name="bound">a; 0 for none.</param>
    public ChannelCoupling(int[] kept, Func<Tensor, Tensor> network, double bound)
        : this(kept, network, s => LogScale.Bounded(s, bound)) { }

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var seen = quarters.Kept(x);
        var (scale, shift) = Parameters(seen);
        return (quarters.Joined(seen, (quarters.Changed(x) * scale.Exp()) + shift), scale.Sum([1, 2, 3]));
    }

    public override Tensor Inverse(Tensor y)
    {
        var seen = quarters.Kept(y);
        var (scale, shift) = Parameters(seen);
        return quarters.Joined(seen, (quarters.Changed(y) - shift) * (-scale).Exp());
    }

    private (Tensor Scale, Tensor Shift) Parameters(Tensor seen)
    {
        var outputs = network(seen);
        int half = seen.Shape[1];
        return (bounded(outputs.Slice(1, 0, half)), outputs.Slice(1, half, half));
    }
}
