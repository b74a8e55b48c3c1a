using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>Layers one after another, as one layer.</summary>
internal sealed class FlowChain : FlowLayer
{
    private readonly List<FlowLayer> layers = [];

    /// <summary>Adds the next layer towards the noise.</summary>
    public void Add(FlowLayer layer) => layers.Add(layer);

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var logDeterminant = Tensor.Constant([1], 0);
        foreach (var layer in layers)
        {
            (x, var part) = layer.Forward(x, pass);
            logDeterminant += part;
        }

        return (x, logDeterminant);
    }

    public override Tensor Inverse(Tensor y)
    {
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            y = layers[i].Inverse(y);
        }

        return y;
    }
}
