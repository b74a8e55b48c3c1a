using Likeness.Compute.Graph;

namespace Likeness.Models.Flows.Maps;

/// <summary>f(x) = x + t.</summary>
internal sealed class ShiftMap : ElementMap
{
    public override int Parameters => 1;

    public override (Tensor Y, Tensor LogSlope) Forward(Tensor x, Tensor parameters) => (x + One(parameters, 0), 0);

    public override (Tensor X, Tensor LogSlope) Inverse(Tensor y, Tensor parameters) => (y - One(parameters, 0), 0);
}
