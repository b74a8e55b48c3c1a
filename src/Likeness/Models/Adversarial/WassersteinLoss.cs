using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>
/// The critic minimises E D(G(z)) − E D(x) + λ E(‖∇D(x̂)‖ − 1)² with x̂ = ε x + (1 − ε) G(z), the generator −E D(G(z)). Gulrajani et al.
/// 2017, arXiv:1704.00028, eq. 3.
/// </summary>
/// <param name="weight">λ.</param>
internal sealed class WassersteinLoss(double weight) : AdversarialLoss
{
    public override bool HasZero => false;

    public override Tensor Discriminator(Tensor real, Tensor generated) => (generated - real).Mean();

    public override Tensor Generator(Tensor generated) => -generated.Mean();

    public override Tensor Penalty(Func<Tensor, Tensor> scores, Tensor rows, Tensor generated, Tensor fraction)
    {
        var between = generated + (fraction * (rows - generated)); // x̂: [batch, d]
        return (SquaredGradient(scores, between).Sqrt() - 1).Square().Mean() * (float)weight;
    }
}
