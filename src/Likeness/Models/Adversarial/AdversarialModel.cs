using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>
/// A generator that turns noise into rows, and a critic that tells them from the data; each learns from the other. Goodfellow et al.
/// 2014, arXiv:1406.2661, algorithm 1. What the two minimise is a <see cref="AdversarialLoss"/>, their networks are a derived class's: all that is
/// trained in them is named <c>generator.…</c> and <c>critic.…</c>. Neither loss tells how good the generator is, so that no epoch is
/// chosen by it.
/// </summary>
public abstract class AdversarialModel : GenerativeModel, IScorer
{
    // Of random numbers that are drawn with rows; 0 and 1 are the first candidate's noise and class.
    private const ulong CandidateStream = 3;
    private const ulong ChoiceStream = 4;

    private readonly AdversarialOptions options;
    private readonly AdversarialLoss adversarialLoss;

    /// <summary>A model without networks yet.</summary>
    /// <param name="options">How it is trained.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <param name="adversarialLoss">What the two minimise.</param>
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
                "critic's loss",
                (rows, pass) =>
                {
                    int batch = rows.Shape[0];
                    return DiscriminatorLoss(rows, Noise(batch), Tensor.RandomUniform([batch, 1], stream: 1), pass);
                },
                Parameters.TrainedOf("critic.")
            ),
            new(
                "generator's loss",
                (rows, pass) => GeneratorLoss(rows, Noise(rows.Shape[0], stream: 2), pass),
                Parameters.TrainedOf("generator."),
                Every: options.DiscriminatorSteps
            ),
        ];

    /// <inheritdoc/>
    public override bool LossMeasuresQuality => false;

    /// <inheritdoc/>
    public string ScoreKind => "what the critic says, which knows rows from the last generator's alone";

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) => DiscriminatorIn(ForwardPass.Inference)(rows).Reshape([rows.Shape[0]]);

    /// <summary>What the generator makes of noise.</summary>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="like">Rows whose class the generated ones get, where it is learned: [batch, d].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, d].</returns>
    internal abstract Tensor Generate(Tensor latents, Tensor like, ForwardPass pass);

    /// <summary>The critic as it is in one pass: from rows, [batch, d], to scores, [batch, 1].</summary>
    /// <param name="pass">Whether this is training.</param>
    internal abstract Func<Tensor, Tensor> DiscriminatorIn(ForwardPass pass);

    /// <summary>The mean loss of the critic for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="fraction">How much of a row is in a mixture of rows and generated ones, uniform on [0, 1): [batch, 1].</param>
    /// <param name="pass">The pass that the critic learns from.</param>
    internal Tensor DiscriminatorLoss(Tensor rows, Tensor latents, Tensor fraction, ForwardPass pass)
    {
        var scores = DiscriminatorIn(pass);
        var generated = Generate(latents, rows, pass);
        var loss =
            adversarialLoss.Misjudged(scores(rows), scores(generated))
            + adversarialLoss.Penalty(scores, rows, generated, fraction);
        return options.R1 > 0
            ? loss + (AdversarialLoss.SquaredSlope(scores, rows).Mean() * (float)(options.R1 / 2))
            : loss;
    }

    /// <summary>The mean loss of the generator for given noise.</summary>
    /// <param name="rows">Rows whose class the generated ones get, where it is learned: [batch, d].</param>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="pass">The pass that the generator learns from.</param>
    internal Tensor GeneratorLoss(Tensor rows, Tensor latents, ForwardPass pass) =>
        adversarialLoss.Unmasked(DiscriminatorIn(pass)(Generate(latents, rows, pass)));

    /// <summary>
    /// Samples rows. With <see cref="AdversarialOptions.Chain"/> above 1, each row is the last state of an independence Metropolis–Hastings chain
    /// whose proposals are generated rows: x moves to x′ with probability min(1, r(x′)/r(x)), where r = p_data/p_generated follows from the
    /// discriminator (<see cref="AdversarialLoss.LogRatio"/>). The chain converges to the data's distribution if the discriminator is optimal.
    /// </summary>
    /// <param name="count">How many rows.</param>
    /// <param name="make">From codes, [count, latent], to rows, [count, d].</param>
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
                var next = make(Noise(count, stream: CandidateStream));
                var ratio = LogRatio(next);
                var accepted = (ratio - state[1]).GreaterThan(Tensor.RandomUniform([count, 1], ChoiceStream).Log());
                return [accepted.Where(next, state[0]), accepted.Where(ratio, state[1])];
            }
        )[0];
    }

    /// <summary>z of some rows: [count, latent].</summary>
    private protected Tensor Noise(int count, ulong stream = 0) => Tensor.RandomNormal([count, options.Latent], stream);
}
