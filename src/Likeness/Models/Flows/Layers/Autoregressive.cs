using Likeness.Compute.Graph;
using Likeness.Models.Flows.Maps;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// Maps each dimension by a function whose parameters depend on the dimensions before it: in one pass where those are known, one after
/// another where they are computed. Towards the noise it is the former by default (Papamakarios et al. 2017, arXiv:1705.07057),
/// or the latter (Kingma et al. 2016, arXiv:1606.04934).
/// </summary>
/// <param name="network">The parameters of each dimension from those before.</param>
/// <param name="map">The functions, from the inputs of the network to the other side.</param>
/// <param name="isInverse">Whether the inputs of the network are noise.</param>
internal sealed class Autoregressive(Made network, ElementMap map, bool isInverse = false) : FlowLayer
{
    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        if (!isInverse)
        {
            return InOnePass(x, pass);
        }

        var slopes = new List<Tensor>();
        var noise = OneByOne(x, slopes);
        return (noise, Tensor.Concatenate(1, [.. slopes]).Sum([1]));
    }

    public override Tensor Inverse(Tensor y) =>
        isInverse ? InOnePass(y, ForwardPass.Inference).Result : OneByOne(y, []);

    private (Tensor Result, Tensor LogDeterminant) InOnePass(Tensor seen, ForwardPass pass)
    {
        var (result, slope) = map.Forward(seen, network.Apply(seen, pass));
        return (result, slope.Sum([1]));
    }

    private Tensor OneByOne(Tensor known, List<Tensor> slopes) =>
        network.Walk(
            known.Shape[0],
            (dimension, parameters) =>
            {
                var column = known.Slice(1, dimension, 1);
                var (value, slope) = map.Inverse(column, parameters);
                slopes.Add(slope.BroadcastTo(column.Shape));
                return value;
            }
        );
}
