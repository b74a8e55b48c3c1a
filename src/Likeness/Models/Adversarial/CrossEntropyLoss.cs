using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>
/// The critic maximises E log σ(D(x)) + E log(1 − σ(D(G(z)))). Goodfellow et al. 2014, arXiv:1406.2661, eq. 1.
/// </summary>
/// <param name="lossKind">What the generator minimises.</param>
/// <param name="smoothing">How much less than 1 the critic is to say of real rows.</param>
internal sealed class CrossEntropyLoss(
    GeneratorLossKind lossKind = GeneratorLossKind.NonSaturating,
    double smoothing = 0
) : AdversarialLoss
{
    public override bool GivesOdds => true;

    public override Tensor Misjudged(Tensor real, Tensor generated) =>
        ((-real).Softplus() + (real * (float)smoothing) + generated.Softplus()).Mean();

    public override Tensor Unmasked(Tensor generated) =>
        lossKind == GeneratorLossKind.Minimax ? -generated.Softplus().Mean() : (-generated).Softplus().Mean();
}
