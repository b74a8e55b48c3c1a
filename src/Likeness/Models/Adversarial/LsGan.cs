using System.Reflection;

namespace Likeness.Models.Adversarial;

/// <summary>Options of <see cref="LsGan"/>.</summary>
public sealed record LsGanOptions : PointGanOptions
{
    /// <summary>
    /// The defaults. On the points of π, half as many epochs gave a C2ST accuracy of 0.51, 0.50 and 0.56 (k-nearest neighbours, logistic regression, random
    /// forest; seed 0).
    /// </summary>
    public LsGanOptions() => R1 = 0.1;

    /// <summary>Its discriminator gives no density ratio, so that there is no chain.</summary>
    public override bool IsUsed(PropertyInfo option) => option.Name != nameof(Chain);
}

/// <summary>
/// Least-squares GAN. Mao et al. 2017, arXiv:1611.04076: the discriminator minimises ½ E(D(x) − 1)² + ½ E D(G(z))², the generator
/// ½ E(D(G(z)) − 1)² (eq. 9).
/// </summary>
[Model(
    "lsgan",
    Title = "LSGAN",
    Paper = "Mao et al. 2017, arXiv:1611.04076",
    Summary = "a GAN with a least-squares loss"
)]
public sealed class LsGan : PointGan
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public LsGan(LsGanOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed, new LeastSquaresLoss()) { }
}
