using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>
/// PresGAN, a GAN with a density. Dieng et al. 2019, arXiv:1910.04302: x = μ(z) + σ ⊙ η with a learned σ of each pixel, so that the generated images have an
/// entropy, which the generator's loss rewards: −log D(x) − λ H (eq. 8). With x of given z and η, the gradient of H is that of sg[(x − E μ(z′))/σ²] · x over
/// z′ ~ p(z|x) (eq. 10 and 12), where sg stops the gradient. The expectation is a mean over states of Hamiltonian Monte Carlo that starts at the z of x. The
/// discriminator sees real images with the same noise. The paper's σ is a softplus that is clipped; here it is σ_min + (σ_max − σ_min) sigmoid(s). As in the
/// authors' program, the leapfrog step begins at 1/(dimensions of z) and follows an acceptance rate of 0.67. The posterior uses the generator's norms with the
/// statistics of the batch.
/// </summary>
[Model(
    "presgan",
    Learns = typeof(ImageSet),
    Title = "PresGAN",
    Paper = "Dieng et al. 2019, arXiv:1910.04302",
    Summary = "a convolutional generator with noise at each pixel, trained with the entropy of its images"
)]
public sealed class PresGan : ImageGan, IDecoder
{
    private const float WantedAcceptance = 0.67f;
    private const float AdaptionRate = 0.02f;

    // Streams of random numbers: of the noise at the pixels of samples and of real rows, and of the Markov chain. AdversarialModel has 0 to 4.
    private const ulong SampleNoise = 5;
    private const ulong RealNoise = 6;
    private const ulong MomentumStream = 7;
    private const ulong AcceptanceStream = 8;

    private readonly PresGanOptions options;
    private readonly Parameter spread;
    private readonly Parameter leapfrogStep;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes, λ and the Markov chain.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">
    /// The space is of no images, or they do not come of 4 × 4 by doubling, or the least deviation is above the largest.
    /// </exception>
    public PresGan(PresGanOptions options, ModelSpace space, ulong? seed = 0)
        : base("presgan", options, space, seed, new CrossEntropyLoss())
    {
        if (options.MinDeviation > options.MaxDeviation)
        {
            throw new LikenessException(
                $"the least deviation of presgan, {options.MinDeviation}, is above the largest, {options.MaxDeviation} (lower --min-deviation)"
            );
        }

        this.options = options;
        spread = Scope.At("generator").Constant("spread", [space.Width], 0);
        leapfrogStep = Scope.At("posterior").Buffer("leapfrog_step", [1], 1f / options.Latent);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "discriminator loss",
                (rows, pass) =>
                    DiscriminatorLoss(
                        WithNoise(rows, RealNoise),
                        Noise(rows.Shape[0]),
                        Tensor.RandomUniform([rows.Shape[0], 1], stream: 1),
                        pass
                    ),
                Parameters.TrainedOf("critic.")
            ),
            new("generator loss", GeneratorLoss, Parameters.TrainedOf("generator."), Every: options.DiscriminatorSteps),
        ];

    /// <summary>σ of each pixel: [1, d].</summary>
    internal Tensor Deviation =>
        (
            spread.Tensor.Sigmoid() * (float)(options.MaxDeviation - options.MinDeviation) + (float)options.MinDeviation
        ).Reshape([1, Space.Width]);

    /// <inheritdoc/>
    public override Tensor Sample(int count) =>
        Sample(count, latents => options.SampleNoise ? WithNoise(Decode(latents), SampleNoise) : Decode(latents));

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => Make(latents, classes: null, ForwardPass.Inference);

    internal override Tensor Generate(Tensor latents, Tensor like, ForwardPass pass) =>
        WithNoise(base.Generate(latents, like, pass), SampleNoise);

    /// <summary>A term whose gradient with respect to x's parameters is that of the entropy: eq. 10.</summary>
    /// <param name="x">Generated rows, μ(z) + σ ⊙ η: [batch, d].</param>
    /// <param name="posteriorMean">E μ(z′): [batch, d].</param>
    /// <param name="deviation">σ: [1, d].</param>
    internal static Tensor EntropyTerm(Tensor x, Tensor posteriorMean, Tensor deviation) =>
        (((x - posteriorMean) / deviation.Square()).Detached() * x).Sum([1]).Mean();

    /// <summary>The mean of μ(z′) over p(z|x) ∝ exp(−½‖z‖² − ½‖(x − μ(z))/σ‖²), by Hamiltonian Monte Carlo.</summary>
    /// <param name="mean">μ: from [batch, latent] to [batch, d].</param>
    /// <param name="x">[batch, d].</param>
    /// <param name="start">The z of x: [batch, latent].</param>
    /// <param name="deviation">σ: [1, d].</param>
    /// <param name="step">The leapfrog step: one number.</param>
    /// <param name="options">The lengths of the chain.</param>
    /// <returns>The mean, [batch, d], and the fraction of accepted proposals, one number. No gradient flows through either.</returns>
    internal static (Tensor Mean, Tensor Accepted) PosteriorMean(
        Func<Tensor, Tensor> mean,
        Tensor x,
        Tensor start,
        Tensor deviation,
        Tensor step,
        PresGanOptions options
    )
    {
        var (observed, precision) = (x.Detached(), deviation.Detached().Square().Reciprocal());
        var chain = new HamiltonianMonteCarlo(
            z =>
                (
                    z.Square().Sum([1], keepDimensions: true)
                    + ((observed - mean(z)).Square() * precision).Sum([1], keepDimensions: true)
                ) * 0.5f,
            options.LeapfrogSteps
        );
        int batch = x.Shape[0];
        int transitions = options.BurnIn + options.PosteriorSamples;
        var states = Tensor.Loop(
            transitions,
            [start, ((Tensor)0f).BroadcastTo(x.Shape), ((Tensor)0f).BroadcastTo([batch, 1])],
            (iteration, state) =>
            {
                var (next, accepted) = chain.Next(
                    state[0],
                    Tensor.RandomNormal(start.Shape, MomentumStream),
                    Tensor.RandomUniform([batch, 1], AcceptanceStream),
                    step
                );
                var isKept = iteration.GreaterThan(options.BurnIn - 0.5f);
                return [next, state[1] + (isKept * mean(next)), state[2] + accepted];
            }
        );
        return (
            (states[1] * (1f / options.PosteriorSamples)).Detached(),
            (states[2].Mean() * (1f / transitions)).Detached()
        );
    }

    private Tensor GeneratorLoss(Tensor rows, ForwardPass pass)
    {
        var z = Noise(rows.Shape[0], stream: 2);
        var x = Generate(z, rows, pass);
        var loss = LossOfGenerated(WithNoise(rows, RealNoise), x, pass);
        if (options.Entropy == 0)
        {
            return loss;
        }

        // The passes of the chain do not update the norms' running averages.
        var (mean, accepted) = PosteriorMean(
            codes => Make(codes, classes: null, pass.IsTraining ? ForwardPass.Training() : pass),
            x,
            z,
            Deviation,
            leapfrogStep,
            options
        );
        if (pass.IsTraining)
        {
            pass.Note(leapfrogStep, step => step * (1 + ((accepted - WantedAcceptance) * AdaptionRate)));
        }

        return loss - (EntropyTerm(x, mean, Deviation) * (float)options.Entropy);
    }

    private Tensor WithNoise(Tensor rows, ulong stream) => rows + (Deviation * Tensor.RandomNormal(rows.Shape, stream));
}
