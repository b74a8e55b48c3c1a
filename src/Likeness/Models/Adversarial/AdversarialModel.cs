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

    // A stream in training; 0 to 2 are the noise and the interpolation of the discriminator and the noise of the generator.
    private const ulong UnrolledStream = 3;

    // Packs with which a row is compared in inference.
    private const int ReferencePacks = 64;

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
        : base(space, seed)
    {
        (this.options, this.adversarialLoss) = (options, adversarialLoss);
        // The discriminator of a conditional model scores rows given their class.
        Packs = new RowPacks(space.Classes > 0 ? 1 : options.Pack);
        if (options.Chain > 1 && adversarialLoss.GivesRatio && ComparesRows)
        {
            throw new LikenessException(
                $"a chain of {options.Chain} proposals needs the density ratio of single rows, and this discriminator scores rows together (give --chain 1, or train with --pack 1 and --minibatch-features 0)"
            );
        }
    }

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
    public string ScoreKind =>
        "the output of the discriminator, which was trained against the last generator only"
        + (ComparesRows ? "; it scores each row together with the same generated rows" : "");

    /// <inheritdoc/>
    public Tensor Score(Tensor rows)
    {
        var packs = Packs.Size == 1 ? rows : Packs.Beside(rows, ReferenceRows.Of(this, Packs.Size - 1, options.Latent));
        return Scores(ForwardPass.Inference)(packs).Reshape([rows.Shape[0]]);
    }

    /// <summary>The prior loss of generated rows in a latent search: <see cref="AdversarialLoss.LogRejection"/> of their scores.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <returns>[batch].</returns>
    private protected Tensor LogRejection(Tensor rows) => adversarialLoss.LogRejection(Score(rows));

    /// <summary>The packs of rows that the discriminator scores.</summary>
    private protected RowPacks Packs { get; }

    private bool ComparesRows => Packs.Size > 1 || options.MinibatchFeatures > 0;

    /// <summary>The rows that the generator makes of noise.</summary>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="like">Rows whose class the generated ones get, where it is learned: [batch, d].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, d].</returns>
    internal abstract Tensor Generate(Tensor latents, Tensor like, ForwardPass pass);

    /// <summary>The discriminator in one pass: from packs of m rows, [batch, m · d], to scores, [batch, 1].</summary>
    /// <param name="pass">Whether this is training.</param>
    /// <param name="reference">
    /// Packs with which each one is compared, where the discriminator compares rows: [reference, m · d]; null compares the batch with itself.
    /// </param>
    internal abstract Func<Tensor, Tensor> DiscriminatorIn(ForwardPass pass, Tensor? reference);

    /// <summary>The mean loss of the discriminator for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="fraction">The weight of the row in an interpolation with a generated one, uniform on [0, 1): [batch, 1].</param>
    /// <param name="pass">The pass of the discriminator.</param>
    internal Tensor DiscriminatorLoss(Tensor rows, Tensor latents, Tensor fraction, ForwardPass pass)
    {
        var scores = Scores(pass);
        var generated = Packs.Of(Generate(latents, rows, pass));
        return DiscriminatorLoss(scores, Packs.Of(rows), generated, fraction);
    }

    // Real and generated rows are packs here.
    private Tensor DiscriminatorLoss(Func<Tensor, Tensor> scores, Tensor real, Tensor generated, Tensor fraction)
    {
        var weights = Packs.Size == 1 ? fraction : fraction.Slice(0, 0, real.Shape[0]);
        var loss =
            adversarialLoss.Discriminator(scores(real), scores(generated))
            + adversarialLoss.Penalty(scores, real, generated, weights);
        return options.R1 > 0
            ? loss + (AdversarialLoss.SquaredGradient(scores, real).Mean() * (float)(options.R1 / 2))
            : loss;
    }

    /// <summary>
    /// The mean loss of the generator for given noise; with <see cref="AdversarialOptions.UnrolledSteps"/>, the loss after so many steps of the discriminator.
    /// </summary>
    /// <param name="rows">Rows whose class the generated ones get, where it is learned: [batch, d].</param>
    /// <param name="latents">z: [batch, latent].</param>
    /// <param name="pass">The pass of the generator.</param>
    internal Tensor GeneratorLoss(Tensor rows, Tensor latents, ForwardPass pass) =>
        LossOfGenerated(rows, Generate(latents, rows, pass), pass);

    /// <summary>The mean loss of the generator for the rows that it generated: see <see cref="GeneratorLoss"/>.</summary>
    private protected Tensor LossOfGenerated(Tensor rows, Tensor generatedRows, ForwardPass pass)
    {
        var scores = Scores(pass);
        var generated = Packs.Of(generatedRows);
        var loss = adversarialLoss.Generator(scores(generated));
        if (options.UnrolledSteps == 0)
        {
            return loss;
        }

        // The steps are discarded, and so are their updates of buffers.
        var unrolled = Scores(pass.IsTraining ? ForwardPass.Training() : pass);
        var fraction = Tensor.RandomUniform([rows.Shape[0], 1], UnrolledStream);
        return Unrolling.After(
            loss,
            DiscriminatorLoss(unrolled, Packs.Of(rows), generated, fraction),
            Parameters.TrainedOf("critic."),
            options.UnrolledSteps,
            options.UnrolledRate
        );
    }

    // In inference, a comparison is with generated rows, so that a row's score does not depend on the batch.
    private Func<Tensor, Tensor> Scores(ForwardPass pass) =>
        DiscriminatorIn(
            pass,
            pass.IsTraining || options.MinibatchFeatures == 0
                ? null
                : Packs.Of(ReferenceRows.Of(this, ReferencePacks * Packs.Size, options.Latent))
        );

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

        var discriminator = Scores(ForwardPass.Inference);
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
