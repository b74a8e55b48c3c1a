using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>
/// Adam: Kingma and Ba 2015, arXiv:1412.6980, Algorithm 1, with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8; with decoupled weight decay
/// AdamW. The bias corrections are part of the two scalars, as at the end of the paper's §2.
/// </summary>
internal sealed class Adam : Optimiser
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Tensor rate;
    private readonly Tensor epsilon;

    public Adam(IReadOnlyList<Parameter> parameters, double decay = 0, bool isDecoupled = false)
        : base(parameters, decay, isDecoupled, "mean", "variance")
    {
        rate = Scalar("adam rate", (alpha, t) => alpha * Root(t) / (1 - Math.Pow(Beta1, t)));
        epsilon = Scalar("adam epsilon", (_, t) => Epsilon * Root(t));
    }

    public override string Name => "adam";

    protected override (Tensor Value, Tensor[] State) Next(Tensor p, Tensor g, Tensor[] state)
    {
        var m = Average(state[0], g, Beta1);
        var v = Average(state[1], g.Square(), Beta2);
        return (p - (rate * (m / (v.Sqrt() + epsilon))), [m, v]);
    }

    private static double Root(long t) => Math.Sqrt(1 - Math.Pow(Beta2, t));
}
