using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>
/// Adam: Kingma and Ba 2015, arXiv:1412.6980, Algorithm 1, with ε = 1e-8; with decoupled weight decay
/// AdamW. The bias corrections are part of the two scalars, as at the end of the paper's §2.
/// </summary>
internal sealed class Adam : Optimiser
{
    private const double Epsilon = 1e-8;

    private readonly double beta1;
    private readonly double beta2;
    private readonly Tensor rate;
    private readonly Tensor epsilon;

    /// <summary>Creates the state.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="decay">λ of the weight decay; 0 for none.</param>
    /// <param name="isDecoupled">Whether the weight decay is decoupled (AdamW).</param>
    /// <param name="beta1">β₁; 0.9 in the paper.</param>
    /// <param name="beta2">β₂; 0.999 in the paper.</param>
    public Adam(
        IReadOnlyList<Parameter> parameters,
        double decay = 0,
        bool isDecoupled = false,
        double beta1 = 0.9,
        double beta2 = 0.999
    )
        : base(parameters, decay, isDecoupled, "mean", "variance")
    {
        (this.beta1, this.beta2) = (beta1, beta2);
        rate = Scalar("adam rate", (alpha, t) => alpha * Root(t) / (1 - Math.Pow(beta1, t)));
        epsilon = Scalar("adam epsilon", (_, t) => Epsilon * Root(t));
    }

    public override string Name => "adam";

    protected override (Tensor Value, Tensor[] State) Next(Tensor p, Tensor g, Tensor[] state)
    {
        var m = Average(state[0], g, beta1);
        var v = Average(state[1], g.Square(), beta2);
        return (p - (rate * (m / (v.Sqrt() + epsilon))), [m, v]);
    }

    private double Root(long t) => Math.Sqrt(1 - Math.Pow(beta2, t));
}
