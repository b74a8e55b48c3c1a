using Likeness.Compute.Graph;

namespace Likeness.Models.Flows.Maps;

/// <summary>The inverse of a map, as a map.</summary>
internal sealed class FlippedMap(ElementMap map) : ElementMap
{
    public override int Parameters => map.Parameters;

    public override (Tensor Y, Tensor LogSlope) Forward(Tensor x, Tensor parameters) => map.Inverse(x, parameters);

    public override (Tensor X, Tensor LogSlope) Inverse(Tensor y, Tensor parameters) => map.Forward(y, parameters);
}
