using Likeness.Compute.Graph;

namespace Likeness.Models.Flows.Maps;

/// <summary>f(x) = x·exp(s) + t, with s = a·tanh(h/a), so that both directions stay finite; with a = 0, s = h.</summary>
internal sealed class AffineMap(double bound) : ElementMap
{
    public override int Parameters => 2;

    public override (Tensor Y, Tensor LogSlope) Forward(Tensor x, Tensor parameters)
    {
        var scale = Scale(parameters);
        return ((x * scale.Exp()) + One(parameters, 1), scale);
    }

    public override (Tensor X, Tensor LogSlope) Inverse(Tensor y, Tensor parameters)
    {
        var scale = -Scale(parameters);
        return ((y - One(parameters, 1)) * scale.Exp(), scale);
    }

    private Tensor Scale(Tensor parameters) => LogScale.Bounded(One(parameters, 0), bound);
}
