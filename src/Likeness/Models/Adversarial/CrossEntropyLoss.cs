using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>
/// The discriminator maximises E log σ(D(x)) + E log(1 − σ(D(G(z)))). Goodfellow et al. 2014, arXiv:1406.2661, eq. 1.
/// </summary>
/// <param name="lossKind">What the generator minimises.</param>
/// <param name="smoothing">How much the target of real rows is below 1.</param>
internal sealed class CrossEntropyLoss(
    GeneratorLossKind lossKind = GeneratorLossKind.NonSaturating,
    double smoothing = 0
) : AdversarialLoss
{
    // Keeps the ratio finite where the discriminator is surer of a row than its smoothed target allows.
    private const float MinRest = 1e-6f;

    public override bool GivesRatio => true;

    /// <summary>
    /// The optimal discriminator under a target of 1 − s for real rows is σ(D) = (1 − s) p/(p + q) (Salimans et al. 2016, arXiv:1606.03498, §3.4),
    /// so that p/q = e^D/(1 − s − s e^D); without smoothing it is e^D.
    /// </summary>
    public override Tensor LogRatio(Tensor score) =>
        smoothing == 0
            ? score
            : score - (1 - (float)smoothing - (score.Exp() * (float)smoothing)).Maximum(MinRest).Log();

    public override Tensor LogRejection(Tensor score) => -score.Softplus();

    public override Tensor Discriminator(Tensor real, Tensor generated) =>
        ((-real).Softplus() + (real * (float)smoothing) + generated.Softplus()).Mean();

    public override Tensor Generator(Tensor generated) =>
        lossKind == GeneratorLossKind.Minimax ? -generated.Softplus().Mean() : (-generated).Softplus().Mean();
}
