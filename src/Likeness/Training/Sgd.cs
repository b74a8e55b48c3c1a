using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>
/// Stochastic gradient descent with momentum, b ← μ·b + g and p ← p − α·b; or with Nesterov's, p ← p − α·(g + μ·b). Sutskever et
/// al. 2013, in PyTorch's form, where α is not part of b.
/// </summary>
internal sealed class Sgd : Optimiser
{
    private readonly Tensor rate;
    private readonly float momentum;
    private readonly bool isNesterov;

    public Sgd(IReadOnlyList<Parameter> parameters, double momentum, bool isNesterov, double decay = 0)
        : base(parameters, decay, isDecoupled: false, momentum > 0 ? ["velocity"] : [])
    {
        (this.momentum, this.isNesterov) = ((float)momentum, isNesterov);
        rate = Scalar("sgd rate", (alpha, _) => alpha);
    }

    public override string Name => "sgd";

    protected override (Tensor Value, Tensor[] State) Next(Tensor p, Tensor g, Tensor[] state)
    {
        if (state.Length == 0)
        {
            return (p - (rate * g), []);
        }

        var b = (momentum * state[0]) + g;
        return (p - (rate * (isNesterov ? g + (momentum * b) : b)), [b]);
    }
}
