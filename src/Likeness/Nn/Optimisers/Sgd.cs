using Likeness.Compute.Graph;

namespace Likeness.Nn.Optimisers;

/// <summary>
/// Stochastic gradient descent with momentum, b ← μ·b + g and p ← p − α·b; or with Nesterov's, p ← p − α·(g + μ·b). Sutskever et
/// al. 2013, in PyTorch's form, where α is not part of b.
/// </summary>
public sealed class Sgd : Optimiser
{
    private readonly Tensor rate;
    private readonly float momentum;
    private readonly bool isNesterov;

    /// <summary>Creates the state.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="momentum">μ; 0 for none.</param>
    /// <param name="isNesterov">Whether the momentum is Nesterov's.</param>
    /// <param name="weightDecay">λ of the weight decay, a part of the gradient; 0 for none.</param>
    public Sgd(
        IReadOnlyList<Parameter> parameters,
        double momentum = 0,
        bool isNesterov = false,
        double weightDecay = 0
    )
        : base(parameters, weightDecay, isDecoupled: false, momentum > 0 ? ["velocity"] : [])
    {
        (this.momentum, this.isNesterov) = ((float)momentum, isNesterov);
        rate = Scalar("sgd rate", (alpha, _) => alpha);
    }

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    protected override (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state
    )
    {
        if (state.Count == 0)
        {
            return (parameter - (rate * gradient), []);
        }

        var b = (momentum * state[0]) + gradient;
        return (parameter - (rate * (isNesterov ? gradient + (momentum * b) : b)), [b]);
    }
}
