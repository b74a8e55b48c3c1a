using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>
/// A generator maps noise to rows, and a discriminator separates them from the data. Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1. The losses
/// are an <see cref="AdversarialLoss"/>, the networks a derived class's. Parameters are named <c>generator.…</c> and <c>critic.…</c>. Neither loss measures the
/// quality of the generator, so no epoch is chosen by it.
/// </summary>
public abstract class AdversarialModel : GenerativeModel, IScorer
{
    // Streams of random numbers in sampling; 0 and 1 are the noise and the class of the first proposal.
    private const ulong ProposalStream = 3;
    private const ulong AcceptanceStream = 4;

    private readonly AdversarialOptions options;
    private readonly AdversarialLoss adversarialLoss;

    /// <summary>A model without networks yet.</summary>
    /// <param name="options">How it is trained.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <param name="adversarialLoss">The losses.</param>
    private protected AdversarialModel(
        AdversarialOptions options,
        ModelSpace space,
        ulong? seed,
        AdversarialLoss adversarialLoss
    )
        : base(space, seed) => (this.options, this.adversarialLoss) = (options, adversarialLoss);

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "discriminator loss",
                (rows, pass) =>
                {
                    int batch = rows.Shape[0];
                    return DiscriminatorLoss(rows, Noise(batch), Tensor.RandomUniform([batch, 1], stream: 1), pass);
                },
                Parameters.TrainedOf("critic.")
            ),
            new(
                "generator loss",
                (rows, pass) => GeneratorLoss(rows, Noise(rows.Shape[0], stream: 2), pass),
                Parameters.TrainedOf("generator."),
                Every: options.DiscriminatorSteps
            ),
        ];

    /// <inheritdoc/>
    public override bool LossMeasuresQuality => false;

    /// <inheritdoc/>
    public string ScoreKind => "output of the discriminator, which was trained against the last generator only";

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) => DiscriminatorIn(ForwardPass.Inference)(rows).Reshape([rows.Shape[0]]);

    /// <summary>The rows that the generator makes of noise.</summary>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="like">Rows whose class the generated ones get, where it is learned: [batch, d].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, d].</returns>
    internal abstract Tensor Generate(Tensor latents, Tensor like, ForwardPass pass);

    /// <summary>The discriminator in one pass: from rows, [batch, d], to scores, [batch, 1].</summary>
    /// <param name="pass">Whether this is training.</param>
    internal abstract Func<Tensor, Tensor> DiscriminatorIn(ForwardPass pass);

    /// <summary>The mean loss of the discriminator for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="fraction">The weight of the row in an interpolation with a generated one, uniform on [0, 1): [batch, 1].</param>
    /// <param name="pass">The pass of the discriminator.</param>
    internal Tensor DiscriminatorLoss(Tensor rows, Tensor latents, Tensor fraction, ForwardPass pass)
    {
        var scores = DiscriminatorIn(pass);
        var generated = Generate(latents, rows, pass);
        var loss =
            adversarialLoss.Discriminator(scores(rows), scores(generated))
            + adversarialLoss.Penalty(scores, rows, generated, fraction);
        return options.R1 > 0
            ? loss + (AdversarialLoss.SquaredGradient(scores, rows).Mean() * (float)(options.R1 / 2))
            : loss;
    }

    /// <summary>The mean loss of the generator for given noise.</summary>
    /// <param name="rows">Rows whose class the generated ones get, where it is learned: [batch, d].</param>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="pass">The pass of the generator.</param>
    internal Tensor GeneratorLoss(Tensor rows, Tensor latents, ForwardPass pass) =>
        adversarialLoss.Generator(DiscriminatorIn(pass)(Generate(latents, rows, pass)));

    /// <summary>
    /// Samples rows. With <see cref="AdversarialOptions.Chain"/> above 1, each row is the last state of an independence Metropolis–Hastings chain
    /// whose proposals are generated rows: x moves to x′ with probability min(1, r(x′)/r(x)), where r = p_data/p_generated follows from the
    /// discriminator (<see cref="AdversarialLoss.LogRatio"/>). The chain converges to the data's distribution if the discriminator is optimal.
    /// </summary>
    /// <param name="count">How many rows.</param>
    /// <param name="make">From latents, [count, latent], to rows, [count, d].</param>
    private protected Tensor Sample(int count, Func<Tensor, Tensor> make)
    {
        var first = make(Noise(count));
        if (options.Chain == 1 || !adversarialLoss.GivesRatio)
        {
            return first;
        }

        var discriminator = DiscriminatorIn(ForwardPass.Inference);
        Tensor LogRatio(Tensor rows) => adversarialLoss.LogRatio(discriminator(rows));
        return Tensor.Loop(
            options.Chain - 1,
            [first, LogRatio(first)],
            (_, state) =>
            {
                var next = make(Noise(count, stream: ProposalStream));
                var ratio = LogRatio(next);
                var accepted = (ratio - state[1]).GreaterThan(Tensor.RandomUniform([count, 1], AcceptanceStream).Log());
                return [accepted.Where(next, state[0]), accepted.Where(ratio, state[1])];
            }
        )[0];
    }

    /// <summary>z: [count, latent].</summary>
    private protected Tensor Noise(int count, ulong stream = 0) => Tensor.RandomNormal([count, options.Latent], stream);
}
