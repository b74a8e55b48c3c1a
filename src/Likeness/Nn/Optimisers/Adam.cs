using Likeness.Compute.Graph;

namespace Likeness.Nn.Optimisers;

/// <summary>
/// Adam: Kingma and Ba 2015, arXiv:1412.6980, Algorithm 1, with ε = 1e-8. The bias corrections are part of the two scalars, as at the end of the paper's §2.
/// </summary>
public class Adam : Optimiser
{
    private const double Epsilon = 1e-8;

    private readonly double beta1;
    private readonly double beta2;
    private readonly Tensor rate;
    private readonly Tensor epsilon;

    /// <summary>Creates the state.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="weightDecay">λ of the weight decay, a part of the gradient; 0 for none.</param>
    /// <param name="beta1">β₁; 0.9 in the paper.</param>
    /// <param name="beta2">β₂; 0.999 in the paper.</param>
    public Adam(IReadOnlyList<Parameter> parameters, double weightDecay = 0, double beta1 = 0.9, double beta2 = 0.999)
        : this(parameters, weightDecay, isDecoupled: false, beta1, beta2) { }

    private protected Adam(
        IReadOnlyList<Parameter> parameters,
        double weightDecay,
        bool isDecoupled,
        double beta1,
        double beta2
    )
        : base(parameters, weightDecay, isDecoupled, "mean", "variance")
    {
        (this.beta1, this.beta2) = (beta1, beta2);
        rate = Scalar("adam rate", (alpha, t) => alpha * Root(t) / (1 - Math.Pow(beta1, t)));
        epsilon = Scalar("adam epsilon", (_, t) => Epsilon * Root(t));
    }

    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    protected override (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state
    )
    {
        var m = Average(state[0], gradient, beta1);
        var v = Average(state[1], gradient.Square(), beta2);
        return (parameter - (rate * (m / (v.Sqrt() + epsilon))), [m, v]);
    }

    private double Root(long t) => Math.Sqrt(1 - Math.Pow(beta2, t));
}
