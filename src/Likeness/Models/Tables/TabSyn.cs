using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Nn;

namespace Likeness.Models.Tables;

/// <summary>
/// TabSyn, Zhang et al. 2024, arXiv:2310.09656: an autoencoder maps a mixed row to a few numbers per column, with the loss squared error + cross-entropy +
/// β KL(q(z|x) ‖ N(0, I)) (eq. 5), and a diffusion learns the distribution of the standardised means of q(z|x) by the losses of EDM (Karras et al. 2022,
/// arXiv:2206.00364, σ_data = 1). Rows are decoded from samples of the diffusion by Heun's method (ibid., algorithm 2).
/// </summary>
[Model(
    "tabsyn",
    Title = "TabSyn",
    Paper = "Zhang et al. 2024, arXiv:2310.09656",
    Summary = "a diffusion in the latent space of an autoencoder of mixed rows"
)]
public sealed class TabSyn : GenerativeModel
{
    // Of ln σ in training, and the noise levels of sampling: the paper's, which are EDM's.
    private const float NoiseMean = -1.2f;
    private const float NoiseDeviation = 1.2f;
    private const double MaxNoise = 80;
    private const double MinNoise = 0.002;
    private const double Rho = 7;

    private readonly TabSynOptions options;
    private readonly ColumnBlocks blocks;
    private readonly int latent;
    private readonly Mlp encoder;
    private readonly Mlp decoder;
    private readonly DenoisingNet network;
    private readonly LatentMoments moments;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">The columns.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public TabSyn(TabSynOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        blocks = new ColumnBlocks(space);
        latent = options.Latent * Dimensions;
        int hidden = options.Hidden;
        encoder = new Mlp(Scope.At("vae").At("encoder"), blocks.Width, hidden, hidden, 2 * latent);
        decoder = new Mlp(Scope.At("vae").At("decoder"), latent, hidden, hidden, blocks.Width);
        network = new DenoisingNet(Scope.At("network"), latent, hidden, options.Blocks);
        moments = new LatentMoments(Scope, latent, isShared: true);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "reconstruction and KL divergence",
                AutoencoderLoss,
                Parameters.TrainedOf("vae."),
                Until: options.AutoencoderFraction
            ),
            new(
                "squared error of the denoised latents",
                (rows, _) =>
                    DiffusionLoss(
                        Codes(rows).Detached(),
                        Tensor.RandomNormal([rows.Shape[0], latent], stream: 0),
                        (Tensor.RandomNormal([rows.Shape[0], 1], stream: 1) * NoiseDeviation) + NoiseMean
                    ),
                Parameters.TrainedOf("network."),
                From: options.AutoencoderFraction
            ),
        ];

    /// <summary>The losses of the autoencoder and of the diffusion, one after the other, cannot be compared.</summary>
    public override bool LossMeasuresQuality => false;

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        double[] levels = NoiseLevels.Create(options.Steps, MaxNoise, MinNoise, Rho);
        var z = EdmSteps.Sample(levels, churn: null, At, Tensor.RandomNormal([count, latent], stream: 0), Velocity);
        var features = decoder.Apply(moments.Restore(z));
        ulong stream = 1;
        return blocks.Decode(
            block => ColumnBlocks.NumberOf(block, features),
            block => Categorical.Sample(ColumnBlocks.LevelsOf(block, features), stream++).Reshape([count, 1])
        );
    }

    /// <summary>The mean loss of the diffusion for given noise.</summary>
    /// <param name="codes">Standardised latents: [batch, latent].</param>
    /// <param name="noise">[batch, latent].</param>
    /// <param name="logLevel">ln σ: [batch, 1].</param>
    internal Tensor DiffusionLoss(Tensor codes, Tensor noise, Tensor logLevel)
    {
        var level = logLevel.Exp();
        var scale = (level.Square() + 1).Sqrt().Reciprocal();
        // (z − c_skip x)/c_out with σ_data = 1.
        var target = ((codes * level) - noise) * scale;
        var output = network.Apply((codes + (level * noise)) * scale, logLevel * 0.25f);
        return (output - target).Square().Sum([1]).Mean();
    }

    /// <summary>The mean loss of the autoencoder for given noise.</summary>
    /// <param name="rows">[batch, columns].</param>
    /// <param name="noise">ε of z = μ + σ ε: [batch, latent].</param>
    /// <param name="pass">Receives the moments of μ.</param>
    internal Tensor AutoencoderLoss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var features = blocks.Encode(rows);
        var (center, logVariance) = Posterior(features);
        moments.Note(center, pass);
        var output = decoder.Apply(center + ((logVariance * 0.5f).Exp() * noise));
        var total = (center.Square() + logVariance.Exp() - 1 - logVariance).Sum([1]) * (Beta(pass) * 0.5f);
        foreach (var block in blocks.Numbers)
        {
            total += (ColumnBlocks.NumberOf(block, features) - ColumnBlocks.NumberOf(block, output)).Square().Sum([1]);
        }

        foreach (var block in blocks.WithLevels)
        {
            var logs = ColumnBlocks.LevelsOf(block, output).LogSoftmax(1);
            total -= (logs * ColumnBlocks.LevelsOf(block, features)).Sum([1]);
        }

        return total.Mean();
    }

    private Tensor AutoencoderLoss(Tensor rows, ForwardPass pass) =>
        AutoencoderLoss(rows, Tensor.RandomNormal([rows.Shape[0], latent], stream: 2), pass);

    // From its first value to its last by a constant factor for each step.
    private Tensor Beta(ForwardPass pass)
    {
        var done = (pass.Progress * (float)(1 / options.AutoencoderFraction)).Minimum(1);
        return ((done * (float)Math.Log(options.LastBeta / options.Beta)) + (float)Math.Log(options.Beta)).Exp();
    }

    private Tensor Codes(Tensor rows) => moments.Standardise(Posterior(blocks.Encode(rows)).Mean);

    private (Tensor Mean, Tensor LogVariance) Posterior(Tensor features)
    {
        var code = encoder.Apply(features);
        return (code.Slice(1, 0, latent), code.Slice(1, latent, latent));
    }

    // c_in, c_noise, and the weights of z and the network's output in (z − D)/σ.
    private static double[] At(double level)
    {
        double total = (level * level) + 1;
        return [1 / Math.Sqrt(total), Math.Log(level) / 4, level / total, -1 / Math.Sqrt(total)];
    }

    private Tensor Velocity(Tensor z, Tensor[] at) => (z * at[2]) + (at[3] * network.Apply(z * at[0], at[1]));
}
