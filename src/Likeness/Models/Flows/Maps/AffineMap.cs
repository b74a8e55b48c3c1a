using Likeness.Compute.Graph;

namespace Likeness.Models.Flows.Maps;

/// <summary>f(x) = x·exp(s) + t, with s = a·tanh(h/a) so that neither direction runs away; an a of 0 leaves s = h unbounded.</summary>
internal sealed class AffineMap(double bound) : ElementMap
{
    private readonly float bound = (float)bound;

    public override int Parameters => 2;

    public override (Tensor Y, Tensor LogSlope) Forward(Tensor x, Tensor parameters)
    {
        var scale = LogScale(parameters);
        return ((x * scale.Exp()) + One(parameters, 1), scale);
    }

    public override (Tensor X, Tensor LogSlope) Inverse(Tensor y, Tensor parameters)
    {
        var scale = -LogScale(parameters);
        return ((y - One(parameters, 1)) * scale.Exp(), scale);
    }

    private Tensor LogScale(Tensor parameters)
    {
        var free = One(parameters, 0);
        return bound > 0 ? (free * (1 / bound)).Tanh() * bound : free;
    }
}
