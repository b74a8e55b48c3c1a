using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>
/// The discriminator minimises ½ E(D(x) − 1)² + ½ E D(G(z))², the generator ½ E(D(G(z)) − 1)². Mao et al. 2017, arXiv:1611.04076, eq. 9.
/// </summary>
internal sealed class LeastSquaresLoss : AdversarialLoss
{
    public override Tensor Discriminator(Tensor real, Tensor generated) =>
        ((real - 1).Square() + generated.Square()).Mean() * 0.5f;

    public override Tensor Generator(Tensor generated) => (generated - 1).Square().Mean() * 0.5f;
}
