using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// y = x ⊙ exp(s) + t on two quarters of an image's channels, with s and t from a network of the other two, which are kept: Dinh et al. 2017,
/// arXiv:1605.08803, eq. 7 and 8. After a <see cref="Squeeze"/> the quarters are the corners of squares, so that corners on a diagonal are
/// the checkerboard of ibid., §3.4.
/// </summary>
/// <param name="kept">The numbers of two quarters, 0 … 3, in order.</param>
/// <param name="network">From [batch, half, height, width] to s, unbounded, and then t along the channels.</param>
/// <param name="bound">Of s.</param>
internal sealed class ChannelCoupling(int[] kept, Func<Tensor, Tensor> network, double bound) : FlowLayer
{
    private readonly int[] changed = [.. Enumerable.Range(0, 4).Except(kept)];

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var seen = Quarters(x, kept);
        var (scale, shift) = Parameters(seen);
        return (Joined(seen, (Quarters(x, changed) * scale.Exp()) + shift), scale.Sum([1, 2, 3]));
    }

    public override Tensor Inverse(Tensor y)
    {
        var seen = Quarters(y, kept);
        var (scale, shift) = Parameters(seen);
        return Joined(seen, (Quarters(y, changed) - shift) * (-scale).Exp());
    }

    private (Tensor Scale, Tensor Shift) Parameters(Tensor seen)
    {
        var outputs = network(seen);
        int half = seen.Shape[1];
        return (LogScale.Bounded(outputs.Slice(1, 0, half), bound), outputs.Slice(1, half, half));
    }

    private static Tensor Quarters(Tensor x, int[] which)
    {
        int quarter = x.Shape[1] / 4;
        return which[1] == which[0] + 1
            ? x.Slice(1, which[0] * quarter, 2 * quarter)
            : Tensor.Concatenate(1, [.. which.Select(i => x.Slice(1, i * quarter, quarter))]);
    }

    private Tensor Joined(Tensor keptPart, Tensor changedPart)
    {
        int quarter = keptPart.Shape[1] / 2;
        return Tensor.Concatenate(
            1,
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(i =>
                        Array.IndexOf(kept, i) is var position and >= 0
                            ? keptPart.Slice(1, position * quarter, quarter)
                            : changedPart.Slice(1, Array.IndexOf(changed, i) * quarter, quarter)
                    ),
            ]
        );
    }
}
