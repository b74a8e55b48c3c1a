using Likeness.Compute.Graph;
using Likeness.Nn.Optimisers;

namespace OwnModel;

/// <summary>An optimiser: AdaGrad, Duchi et al. 2011, p − α g / (√Σ g² + ε).</summary>
public sealed class AdaGrad : Optimiser
{
    private readonly Tensor learningRate;

    /// <summary>Creates the state.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="weightDecay">λ of the weight decay, decoupled.</param>
    public AdaGrad(IReadOnlyList<Parameter> parameters, double weightDecay = 0)
        : base(parameters, weightDecay, isDecoupled: true, "sum of squares") =>
        learningRate = Scalar("adagrad rate", (alpha, _) => alpha);

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    protected override (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state
    )
    {
        var squares = state[0] + gradient.Square();
        return (parameter - (learningRate * gradient / (squares.Sqrt() + 1e-8f)), [squares]);
    }
}
