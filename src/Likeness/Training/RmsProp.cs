using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>RMSprop: Tieleman and Hinton 2012, lecture 6.5, with α = 0.99 and ε = 1e-8 as in PyTorch: p − rate·g / (√v + ε).</summary>
internal sealed class RmsProp : Optimiser
{
    private const double Kept = 0.99;
    private const float Epsilon = 1e-8f;

    private readonly Tensor rate;

    public RmsProp(IReadOnlyList<Parameter> parameters, double decay = 0)
        : base(parameters, decay, isDecoupled: false, "variance") => rate = Scalar("rmsprop rate", (alpha, _) => alpha);

    public override string Name => "rmsprop";

    protected override (Tensor Value, Tensor[] State) Next(Tensor p, Tensor g, Tensor[] state)
    {
        var v = Average(state[0], g.Square(), Kept);
        return (p - (rate * (g / (v.Sqrt() + Epsilon))), [v]);
    }
}
