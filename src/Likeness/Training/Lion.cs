using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>
/// Lion: Chen et al. 2023, arXiv:2302.06675, Algorithm 2, with β₁ = 0.9 and β₂ = 0.99: the sign of an average of m and g, with a
/// learning rate of a third to a tenth of Adam's. Weight decay is decoupled.
/// </summary>
internal sealed class Lion : Optimiser
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;

    private readonly Tensor rate;

    public Lion(IReadOnlyList<Parameter> parameters, double decay = 0)
        : base(parameters, decay, isDecoupled: true, "mean") => rate = Scalar("lion rate", (alpha, _) => alpha);

    public override string Name => "lion";

    protected override (Tensor Value, Tensor[] State) Next(Tensor p, Tensor g, Tensor[] state)
    {
        var direction = Average(state[0], g, Beta1).Sign();
        return (p - (rate * direction), [Average(state[0], g, Beta2)]);
    }
}
