using Likeness.Compute.Graph;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>The optimiser of a model that brings its own update rule.</summary>
internal sealed class OwnOptimiser : Optimiser
{
    private readonly UpdateRule rule;
    private readonly Tensor rate;
    private readonly Tensor step;

    public OwnOptimiser(IReadOnlyList<Parameter> parameters, double decay, UpdateRule rule)
        : base(parameters, decay, rule.IsDecayDecoupled, rule.State)
    {
        this.rule = rule;
        rate = Scalar($"{rule.Name} rate", (alpha, _) => alpha);
        step = Scalar($"{rule.Name} step", (_, t) => t);
    }

    public override string Name => rule.Name;

    protected override (Tensor Value, Tensor[] State) Next(Tensor p, Tensor g, Tensor[] state)
    {
        var (value, next) = rule.Next(p, g, state, rate, step);
        return (value, [.. next]);
    }
}
