using Likeness.Compute.Graph;
using Likeness.Models.Flows.Maps;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// Maps one half of the dimensions by functions whose parameters are outputs of a network of the other half, which is kept. Dinh et
/// al. 2015, arXiv:1410.8516, §3.2.
/// </summary>
internal sealed class Coupling : FlowLayer
{
    private readonly ElementMap map;
    private readonly Func<Tensor, ForwardPass, Tensor> network;
    private readonly int split;
    private readonly bool changesFirst;
    private readonly int changed;

    /// <summary>Makes the layer.</summary>
    /// <param name="dimensions">d; with 1, the network has no inputs.</param>
    /// <param name="changesFirst">Whether it is the first ⌊d/2⌋ dimensions that are mapped; never with d = 1, where there are none.</param>
    /// <param name="map">The functions.</param>
    /// <param name="conditioner">Creates a network with (inputs, outputs).</param>
    /// <param name="scope">The scope of a network without inputs, whose outputs are parameters.</param>
    public Coupling(
        ParameterScope scope,
        int dimensions,
        bool changesFirst,
        ElementMap map,
        Func<int, int, Func<Tensor, ForwardPass, Tensor>> conditioner
    )
    {
        this.map = map;
        split = dimensions / 2;
        this.changesFirst = changesFirst && split > 0;
        changed = this.changesFirst ? split : dimensions - split;
        int outputs = changed * map.Parameters;
        if (changed == dimensions)
        {
            var constant = scope.Constant("bias", [1, outputs], 0);
            network = (_, _) => constant;
        }
        else
        {
            network = conditioner(dimensions - changed, outputs);
        }
    }

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var (mapped, kept) = Halves(x);
        var (y, slope) = map.Forward(mapped, Parameters(kept, pass));
        return (Joined(y, kept), slope.BroadcastTo(y.Shape).Sum([1]));
    }

    public override Tensor Inverse(Tensor y)
    {
        var (mapped, kept) = Halves(y);
        return Joined(map.Inverse(mapped, Parameters(kept, ForwardPass.Inference)).X, kept);
    }

    private Tensor Parameters(Tensor kept, ForwardPass pass)
    {
        var outputs = network(kept, pass);
        return outputs.Reshape([outputs.Shape[0], changed, map.Parameters]);
    }

    private (Tensor Mapped, Tensor Kept) Halves(Tensor x)
    {
        var first = x.Slice(1, 0, split);
        var second = x.Slice(1, split, x.Shape[1] - split);
        return changesFirst ? (first, second) : (second, first);
    }

    private Tensor Joined(Tensor mapped, Tensor kept) =>
        split == 0 ? mapped
        : changesFirst ? Tensor.Concatenate(1, mapped, kept)
        : Tensor.Concatenate(1, kept, mapped);
}
