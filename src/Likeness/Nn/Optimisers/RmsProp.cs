using Likeness.Compute.Graph;

namespace Likeness.Nn.Optimisers;

/// <summary>RMSprop: Tieleman and Hinton 2012, lecture 6.5, with α = 0.99 and ε = 1e-8 as in PyTorch: p − rate·g / (√v + ε).</summary>
public sealed class RmsProp : Optimiser
{
    private const double Kept = 0.99;
    private const float Epsilon = 1e-8f;

    private readonly Tensor rate;

    /// <summary>Creates the state.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="weightDecay">λ of the weight decay, a part of the gradient; 0 for none.</param>
    public RmsProp(IReadOnlyList<Parameter> parameters, double weightDecay = 0)
        : base(parameters, weightDecay, isDecoupled: false, "variance") =>
        rate = Scalar("rmsprop rate", (alpha, _) => alpha);

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    protected override (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state
    )
    {
        var v = Average(state[0], gradient.Square(), Kept);
        return (parameter - (rate * (gradient / (v.Sqrt() + Epsilon))), [v]);
    }
}
