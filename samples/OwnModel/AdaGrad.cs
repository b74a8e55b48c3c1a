using Likeness.Compute.Graph;
using Likeness.Models;

namespace OwnModel;

/// <summary>An optimiser: AdaGrad, Duchi et al. 2011, p − α g / (√Σ g² + ε).</summary>
public sealed class AdaGrad : UpdateRule
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override IReadOnlyList<string> State => ["sum of squares"];

    /// <inheritdoc/>
    public override (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state,
        Tensor learningRate,
        Tensor step
    )
    {
        var squares = state[0] + gradient.Square();
        return (parameter - (learningRate * gradient / (squares.Sqrt() + 1e-8f)), [squares]);
    }
}
