using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>
/// A generator that turns noise into rows, and a critic that tells them from the data; each learns from the other. Goodfellow et al.
/// 2014, arXiv:1406.2661, algorithm 1. A derived class says what the two minimise. Neither loss tells how good the generator is, so
/// that no epoch is chosen by it.
/// </summary>
public abstract class AdversarialModel : GenerativeModel, IDecoder, IScore
{
    private const float LeastSquare = 1e-12f;

    private readonly AdversarialOptions options;
    private readonly Mlp generator;
    private readonly Critic critic;
    private readonly int generatorParameters;

    /// <summary>Makes the layers.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <param name="hasZero">Whether the critic's zero means anything, and so can be learned.</param>
    protected AdversarialModel(AdversarialOptions options, ModelSpace space, ulong? seed, bool hasZero)
        : base(space, seed)
    {
        this.options = options;
        int[] hidden = [.. Enumerable.Repeat(options.Hidden, options.Layers)];
        generator = new Mlp(Scope.At("generator"), [options.Latent, .. hidden, space.Width]);
        generatorParameters = Parameters.Trained.Count;
        critic = new Critic(Scope.At("critic"), space.Width, options, hasZero);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "critic's loss",
                (rows, pass) =>
                {
                    int batch = rows.Shape[0];
                    return CriticLoss(rows, Noise(batch), Tensor.RandomUniform([batch, 1], stream: 1), pass);
                },
                [.. Parameters.Trained.Skip(generatorParameters)]
            ),
            new(
                "generator's loss",
                (rows, _) => GeneratorLoss(Noise(rows.Shape[0], stream: 2)),
                [.. Parameters.Trained.Take(generatorParameters)],
                Every: options.CriticSteps
            ),
        ];

    /// <inheritdoc/>
    public override bool LossJudges => false;

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <inheritdoc/>
    public string ScoreKind => "what the critic says, which knows rows from the last generator's alone";

    /// <inheritdoc/>
    public override Tensor Draw(int count) => Decode(Noise(count));

    /// <inheritdoc/>
    public Tensor Decode(Tensor codes) => generator.Apply(codes);

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) => critic.In(ForwardPass.Inference)(rows).Reshape([rows.Shape[0]]);

    /// <summary>The mean loss of the critic for given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="codes">z: [batch, latent].</param>
    /// <param name="share">How much of a row is in a mixture of rows and generated ones, uniform on [0, 1): [batch, 1].</param>
    /// <param name="pass">The pass that the critic learns from.</param>
    internal Tensor CriticLoss(Tensor rows, Tensor codes, Tensor share, ForwardPass pass)
    {
        var scores = critic.In(pass);
        var generated = Decode(codes);
        var loss = Misjudged(scores(rows), scores(generated)) + Penalty(scores, rows, generated, share);
        return options.R1 > 0 ? loss + (SquaredSlope(scores, rows).Mean() * (float)(options.R1 / 2)) : loss;
    }

    /// <summary>The mean loss of the generator for given noise.</summary>
    /// <param name="codes">z: [batch, latent].</param>
    internal Tensor GeneratorLoss(Tensor codes) => Unmasked(critic.In(ForwardPass.Inference)(Decode(codes)));

    /// <summary>The critic's loss.</summary>
    /// <param name="real">D(x): [batch, 1].</param>
    /// <param name="generated">D(G(z)): [batch, 1].</param>
    /// <returns>One element.</returns>
    protected abstract Tensor Misjudged(Tensor real, Tensor generated);

    /// <summary>The generator's loss.</summary>
    /// <param name="generated">D(G(z)): [batch, 1].</param>
    /// <returns>One element.</returns>
    protected abstract Tensor Unmasked(Tensor generated);

    /// <summary>What is added to the critic's loss; nothing unless a derived class says so.</summary>
    /// <param name="scores">D: from [batch, d] to [batch, 1].</param>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="generated">G(z): [batch, d].</param>
    /// <param name="share">Uniform on [0, 1): [batch, 1].</param>
    /// <returns>One element.</returns>
    protected virtual Tensor Penalty(Func<Tensor, Tensor> scores, Tensor rows, Tensor generated, Tensor share) => 0;

    /// <summary>‖∇D‖² at each row.</summary>
    /// <param name="scores">D: from [batch, d] to [batch, 1].</param>
    /// <param name="rows">[batch, d].</param>
    /// <returns>[batch].</returns>
    protected static Tensor SquaredSlope(Func<Tensor, Tensor> scores, Tensor rows) =>
        Gradient.Of(scores(rows).Sum(), rows)[0].Square().Sum([1]) + LeastSquare;

    private Tensor Noise(int count, ulong stream = 0) => Tensor.RandomNormal([count, options.Latent], stream);
}
