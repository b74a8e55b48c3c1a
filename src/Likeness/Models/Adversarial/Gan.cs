using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Adversarial;

/// <summary>What the generator of a <see cref="Gan"/> minimises.</summary>
public enum GeneratorLossKind
{
    /// <summary>−log σ(D(G(z))), whose gradient does not vanish where the discriminator is certain. Goodfellow et al. 2014, §3.</summary>
    NonSaturating,

    /// <summary>log(1 − σ(D(G(z)))), the negated loss of the discriminator; ibid., eq. 1.</summary>
    Minimax,
}

/// <summary>Options of <see cref="Gan"/>.</summary>
public sealed record GanOptions : PointGanOptions
{
    /// <summary>
    /// The defaults. On the points of π, half as many epochs gave a C2ST accuracy of 0.50, 0.51 and 0.58 (k-nearest neighbours, logistic regression, random
    /// forest; seed 0).
    /// </summary>
    public GanOptions() => R1 = 0.1;

    /// <summary>What the generator minimises.</summary>
    [Description("what the generator minimises: non-saturating or minimax")]
    public GeneratorLossKind GeneratorLoss { get; init; } = GeneratorLossKind.NonSaturating;

    /// <summary>How much the discriminator's target for real rows is below 1: one-sided label smoothing. Salimans et al. 2016, arXiv:1606.03498, §3.4.</summary>
    [Description("how much the discriminator's target for real rows is below 1 (one-sided label smoothing)")]
    [Range(0, 0.5)]
    public double LabelSmoothing { get; init; }
}

/// <summary>
/// Generative adversarial network. Goodfellow et al. 2014, arXiv:1406.2661: the discriminator maximises E log σ(D(x)) + E log(1 − σ(D(G(z))))
/// (eq. 1), the generator minimises its part of this or, by default, −E log σ(D(G(z))).
/// </summary>
[Model(
    "gan",
    Title = "GAN",
    Paper = "Goodfellow et al. 2014, arXiv:1406.2661",
    Summary = "a generator and a discriminator trained against each other"
)]
public sealed class Gan : PointGan
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and losses.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Gan(GanOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed, new CrossEntropyLoss(options.GeneratorLoss, options.LabelSmoothing)) { }
}
