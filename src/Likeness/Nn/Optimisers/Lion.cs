using Likeness.Compute.Graph;

namespace Likeness.Nn.Optimisers;

/// <summary>
/// Lion: Chen et al. 2023, arXiv:2302.06675, Algorithm 2, with β₁ = 0.9 and β₂ = 0.99: the sign of an average of m and g, with a
/// learning rate of a third to a tenth of Adam's. Weight decay is decoupled.
/// </summary>
public sealed class Lion : Optimiser
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;

    private readonly Tensor rate;

    /// <summary>Creates the state.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="weightDecay">λ of the weight decay, decoupled; 0 for none.</param>
    public Lion(IReadOnlyList<Parameter> parameters, double weightDecay = 0)
        : base(parameters, weightDecay, isDecoupled: true, "mean") => rate = Scalar("lion rate", (alpha, _) => alpha);

    /// <inheritdoc/>
    public override string Name => "lion";

    /// <inheritdoc/>
    protected override (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state
    )
    {
        var direction = Average(state[0], gradient, Beta1).Sign();
        return (parameter - (rate * direction), [Average(state[0], gradient, Beta2)]);
    }
}
