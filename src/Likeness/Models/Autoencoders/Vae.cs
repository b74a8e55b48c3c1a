using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Nn;

namespace Likeness.Models.Autoencoders;

/// <summary>Options of <see cref="Vae"/>.</summary>
public sealed record VaeOptions : VariationalOptions
{
    /// <summary>
    /// The defaults, chosen by the MMD (σ = 0.1) between samples and the points of π (2 to 3 seeds, medians). 100, 200 and 400 epochs in batches of 64 gave
    /// 0.0024, 0.0019 and 0.0016, batches of 32 and 400 epochs 0.0011. 2, 3, 4 and 8 latent dimensions gave 0.0019, 0.0020, 0.0019 and 0.0022. β = 0.5
    /// gave 0.0034, β = 1 0.0013. 512 hidden units, and standardised columns instead of logits, made no difference beyond noise. On the dataset pi a
    /// cooldown gave 0.0043, a cosine 0.0048.
    /// </summary>
    public VaeOptions()
    {
        Epochs = 400;
        BatchSize = 32;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>
    /// The recipe of the reference implementation, colored-pi-generator (github.com/tychen5/GenerativeAI_LLM_AIGC, notebook Solution4_VAE): one layer of 256
    /// units, 64 latent dimensions, a sigmoid at the end, squared error + KL divergence, Adam at 0.001, 100 epochs in batches of 32. Samples are the decoder's
    /// outputs. Columns must lie in [0, 1]. The reference sums its loss over a batch, of which Adam's steps are independent, and this is its mean.
    /// </summary>
    public static VaeOptions PiGenerator { get; } =
        new()
        {
            Latent = 64,
            Widths = [256],
            Sigmoid = true,
            Reconstruction = Reconstruction.Mse,
            SampleNoise = false,
            Epochs = 100,
            BatchSize = 32,
            LearningRate = 1e-3,
            Schedule = LearningRateSchedule.Constant,
            Averaging = 0,
            Transform = TransformKind.None,
            Dequantise = false,
        };

    /// <summary>Width of the two hidden layers in encoder and decoder.</summary>
    [Description("width of the two hidden layers in encoder and decoder")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Widths of the encoder's hidden layers, in reverse order in the decoder; empty for two of <see cref="Hidden"/>.</summary>
    [Description("widths of the encoder's hidden layers, reversed in the decoder; none for two of --hidden")]
    [Range(1, 65_536)]
    public int[] Widths { get; init; } = [];

    /// <summary>Whether the decoder's means end in a sigmoid, for columns that lie in [0, 1].</summary>
    [Description("whether the decoder's means end in a sigmoid, for columns in [0, 1] (transform none)")]
    public bool Sigmoid { get; init; }

    internal int[] Layers => Widths.Length > 0 ? Widths : [Hidden, Hidden];
}

/// <summary>
/// Variational autoencoder: perceptrons, of two hidden layers by default, give q(z|x) and p(x|z). Kingma and Welling 2014, arXiv:1312.6114; the loss
/// is that of <see cref="VariationalAutoencoder"/>. The decoder's variance is learned, as in Rybkin et al. 2021,
/// arXiv:2006.13202.
/// </summary>
[Model(
    "vae",
    Title = "VAE",
    Paper = "Kingma and Welling 2014, arXiv:1312.6114",
    Summary = "a variational autoencoder, with a bound on the density"
)]
public sealed class Vae : VariationalAutoencoder
{
    private readonly Mlp encoder;
    private readonly Mlp decoder;
    private readonly int latent;
    private readonly bool isSigmoid;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Vae(VaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        int d = space.Width;
        (latent, isSigmoid) = (options.Latent, options.Sigmoid);
        encoder = new Mlp(Scope.At("encoder"), [d, .. options.Layers, 2 * latent]);
        decoder = new Mlp(Scope.At("decoder"), [latent, .. options.Layers.Reverse(), OutputsPerValue * d]);
    }

    internal override (Tensor Mean, Tensor LogVariance) Posterior(Tensor rows, ForwardPass pass)
    {
        var code = encoder.Apply(rows); // [batch, 2 · latent]
        return (code.Slice(1, 0, latent), code.Slice(1, latent, latent));
    }

    internal override (Tensor Mean, Tensor? Spread) Decoded(Tensor latents, ForwardPass pass)
    {
        var outputs = decoder.Apply(latents);
        var mean = OutputsPerValue == 1 ? outputs : outputs.Slice(1, 0, Dimensions);
        return (
            isSigmoid ? mean.Sigmoid() : mean,
            OutputsPerValue == 1 ? null : outputs.Slice(1, Dimensions, Dimensions)
        );
    }
}
