using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models;

/// <summary>How a <see cref="Vae"/> measures what its decoder misses.</summary>
public enum Reconstruction
{
    /// <summary>−log N(x; mean, variance), both of which the decoder gives for each value.</summary>
    Gaussian,

    /// <summary>‖x − mean‖², the same but for a constant as a Gaussian of variance ½. Samples are then the decoder's means.</summary>
    Mse,
}

/// <summary>Options of <see cref="Vae"/>.</summary>
public sealed record VaeOptions : ModelOptions
{
    /// <summary>
    /// The defaults, chosen by the MMD (σ = 0.1) between samples and points on the origin's π (2 to 3 seeds, medians): most
    /// depends on how many steps are taken. 100, 200 and 400 epochs in batches of 64 gave 0.0024, 0.0019 and 0.0016, in batches of
    /// 32 and 400 epochs 0.0011. Latent spaces of 2, 3, 4 and 8 dimensions gave 0.0019, 0.0020, 0.0019 and 0.0022: the points lie
    /// on a surface. β = 0.5 gave 0.0034 against 0.0013 at 1; 512 hidden units and standardised columns in place of
    /// logits changed nothing beyond noise; a cooldown in place of a cosine was better on the dataset pi, 0.0043 against 0.0048.
    /// </summary>
    public VaeOptions()
    {
        Epochs = 400;
        BatchSize = 32;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>Dimensions of z.</summary>
    [Description("dimensions of the latent space")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 2;

    /// <summary>Width of the two hidden layers in encoder and decoder.</summary>
    [Description("width of the two hidden layers in encoder and decoder")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>How the decoder's misses are measured.</summary>
    [Description("how the decoder's misses are measured: gaussian (with learned variance) or mse")]
    public Reconstruction Reconstruction { get; init; } = Reconstruction.Gaussian;

    /// <summary>β, the weight of the KL divergence; 1 gives a bound on the likelihood.</summary>
    [Description("weight of the KL divergence; 1 gives a bound on the likelihood")]
    [Range(0, 1000)]
    public double Beta { get; init; } = 1;

    /// <summary>K, the draws behind each row's density; more give a tighter bound.</summary>
    [Description("draws behind each row's score; more give a tighter bound")]
    [Range(1, 4096)]
    public int ScoreDraws { get; init; } = 64;
}

/// <summary>
/// Variational autoencoder. Kingma and Welling 2014, arXiv:1312.6114: the encoder gives q(z|x) = N(μ, σ²) (§3), z = μ + σ ⊙ ε
/// (eq. 10's reparameterisation), the decoder p(x|z). It minimises −log p(x|z) + β · KL(q(z|x) ‖ N(0, I)) for one z a row, the
/// KL in closed form (appendix B); β from Higgins et al. 2017. The decoder's variance is learned, as in Rybkin et al. 2021,
/// arXiv:2006.13202. The density of a row is bounded by K importance-weighted draws: Burda et al. 2016, arXiv:1509.00519, eq. 8.
/// </summary>
[Model(
    "vae",
    Title = "VAE",
    Paper = "Kingma and Welling 2014, arXiv:1312.6114",
    Summary = "an autoencoder whose code is noise, with a bound on the density"
)]
public sealed class Vae : GenerativeModel, IDensity
{
    private const float HalfLog2Pi = 0.918938533f;

    // Keeps a variance that nothing holds up, such as that of a column which z decides, from falling without end.
    private const float LeastLogVariance = -12;

    private readonly VaeOptions options;
    private readonly Mlp encoder;
    private readonly Mlp decoder;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Vae(VaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        int dimensions = space.Width;
        this.options = options;
        bool variance = options.Reconstruction == Reconstruction.Gaussian;
        encoder = new Mlp(Scope.At("encoder"), dimensions, options.Hidden, options.Hidden, 2 * options.Latent);
        decoder = new Mlp(
            Scope.At("decoder"),
            options.Latent,
            options.Hidden,
            options.Hidden,
            variance ? 2 * dimensions : dimensions
        );
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("negative evidence lower bound", (rows, _) => Loss(rows, Noise(rows.Shape[0])), Parameters.Trained)];

    /// <inheritdoc/>
    public string DensityKind => $"importance-weighted bound, K = {options.ScoreDraws}";

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => LogDensity(rows, Noise(options.ScoreDraws * rows.Shape[0]));

    /// <inheritdoc/>
    public override Tensor Draw(int count)
    {
        var (mean, logVariance) = Decode(Noise(count));
        return logVariance is null
            ? mean
            : mean + ((logVariance * 0.5f).Exp() * Tensor.RandomNormal([count, Dimensions], stream: 1));
    }

    /// <summary>The mean loss of rows under given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="noise">ε: [batch, latent].</param>
    internal Tensor Loss(Tensor rows, Tensor noise)
    {
        var (mean, logVariance) = Encode(rows);
        var z = mean + ((logVariance * 0.5f).Exp() * noise); // [batch, latent]
        var divergence = (mean.Square() + logVariance.Exp() - 1 - logVariance).Sum([1]) * 0.5f;
        return (Miss(rows, z) + (divergence * (float)options.Beta)).Mean();
    }

    /// <summary>The bound log (1/K) Σ p(x, z) / q(z|x) under given noise.</summary>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="noise">ε: [K · batch, latent], the rows in turn.</param>
    /// <returns>[batch], in nats.</returns>
    internal Tensor LogDensity(Tensor rows, Tensor noise)
    {
        int batch = rows.Shape[0];
        int draws = noise.Shape[0] / batch;
        var (mean, logVariance) = Encode(rows);
        mean = Repeat(mean, draws);
        logVariance = Repeat(logVariance, draws);
        var z = mean + ((logVariance * 0.5f).Exp() * noise); // [K · batch, latent]
        var prior = (z.Square() * -0.5f).Sum([1]);
        var posterior = ((noise.Square() + logVariance) * -0.5f).Sum([1]);
        var logWeight = prior - posterior - Miss(Repeat(rows, draws), z); // log p(x, z)/q(z|x): [K · batch]
        return logWeight.Reshape([draws, batch]).LogSumExp(0).Reshape([batch]) - MathF.Log(draws);
    }

    private Tensor Noise(int count) => Tensor.RandomNormal([count, options.Latent], stream: 0);

    /// <summary>μ and log σ² of q(z|x): [batch, latent] each.</summary>
    private (Tensor Mean, Tensor LogVariance) Encode(Tensor rows)
    {
        var code = encoder.Apply(rows);
        return (code.Slice(1, 0, options.Latent), code.Slice(1, options.Latent, options.Latent));
    }

    /// <summary>Mean and log-variance of p(x|z): [batch, d] each; no variance where it is not learned.</summary>
    private (Tensor Mean, Tensor? LogVariance) Decode(Tensor z)
    {
        var rows = decoder.Apply(z);
        return options.Reconstruction == Reconstruction.Mse
            ? (rows, null)
            : (
                rows.Slice(1, 0, Dimensions),
                (rows.Slice(1, Dimensions, Dimensions) - LeastLogVariance).Softplus() + LeastLogVariance
            );
    }

    /// <summary>−log p(x|z) of each row, less a constant under <see cref="Reconstruction.Mse"/>: [batch].</summary>
    private Tensor Miss(Tensor rows, Tensor z)
    {
        var (mean, logVariance) = Decode(z);
        var squares = (rows - mean).Square();
        return logVariance is null
            ? squares.Sum([1])
            : (((squares * (-logVariance).Exp()) + logVariance) * 0.5f).Sum([1]) + (HalfLog2Pi * Dimensions);
    }

    /// <summary>[batch, n] to [times · batch, n].</summary>
    private static Tensor Repeat(Tensor x, int times)
    {
        var (batch, width) = (x.Shape[0], x.Shape[1]);
        return x.BroadcastTo([times, batch, width]).Reshape([times * batch, width]);
    }
}
