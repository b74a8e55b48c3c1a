using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models.Baselines;
using Likeness.Nn;

namespace Likeness.Models.Autoencoders;

/// <summary>Options of <see cref="Ae"/>.</summary>
public sealed record AeOptions : ModelOptions
{
    /// <summary>
    /// The defaults. On the points of π, 3,500 for training and 1,500 held out (one seed; real samples: C2ST of 0.486 to 0.510), 4 latent dimensions
    /// gave a C2ST accuracy of 0.507, 0.501 and 0.535 (k-nearest neighbours, logistic regression, random forest) and an MMD as between real samples, 3
    /// gave 0.547, 0.552 and 0.630: variation that the latents do not encode is missing in samples.
    /// </summary>
    public AeOptions()
    {
        Epochs = 200;
        BatchSize = 64;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>
    /// The recipe of the reference implementation, colored-pi-generator (github.com/tychen5/GenerativeAI_LLM_AIGC, notebook Solution1_AE): layers of 64
    /// and 32 units, 10 latent dimensions, a sigmoid at the end, the mean squared error, Adam at 0.001, 100 epochs in batches of 32. Samples are decoded
    /// from N(0, I), which the latents do not follow. Columns must lie in [0, 1].
    /// </summary>
    [FormerName("origin")]
    public static AeOptions PiGenerator { get; } =
        new()
        {
            Latent = 10,
            Widths = [64, 32],
            Sigmoid = true,
            Components = 0,
            Epochs = 100,
            BatchSize = 32,
            LearningRate = 1e-3,
            Schedule = LearningRateSchedule.Constant,
            Averaging = 0,
            Transform = TransformKind.None,
            Dequantise = false,
        };

    /// <summary>Latent dimensions.</summary>
    [Description("latent dimensions")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 4;

    /// <summary>Width of the two hidden layers in encoder and decoder.</summary>
    [Description("width of the two hidden layers in encoder and decoder")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 128;

    /// <summary>Widths of the encoder's hidden layers, in reverse order in the decoder; empty for two of <see cref="Hidden"/>.</summary>
    [Description("widths of the encoder's hidden layers, reversed in the decoder; none for two of --hidden")]
    [Range(1, 65_536)]
    public int[] Widths { get; init; } = [];

    /// <summary>Whether the decoder ends in a sigmoid, for columns that lie in [0, 1].</summary>
    [Description("whether the decoder ends in a sigmoid, for columns in [0, 1] (transform none)")]
    public bool Sigmoid { get; init; }

    /// <summary>
    /// Components at most of the Gaussian mixture that latents are sampled from; fewer are chosen by the validation rows. 0 samples latents from N(0, I).
    /// </summary>
    [Description("components at most of the Gaussian mixture that latents are sampled from; 0 for N(0, I)")]
    [Range(0, 1000)]
    public int Components { get; init; } = 30;

    internal int[] Layers => Widths.Length > 0 ? Widths : [Hidden, Hidden];
}

/// <summary>
/// Autoencoder: perceptrons, of two hidden layers by default, encode and decode rows, under the mean squared error. Rumelhart, Hinton and
/// Williams 1986; Hinton and Salakhutdinov 2006. It defines no distribution: after training, a Gaussian mixture is fitted to the latents of the training
/// rows, and samples are decoded from it (Ghosh et al. 2020, arXiv:1903.12436, §4). Samples lack what the latents do not encode. The latents are not
/// N(0, I).
/// </summary>
[Model(
    "ae",
    Title = "Autoencoder",
    Paper = "Hinton and Salakhutdinov 2006; Ghosh et al. 2020, arXiv:1903.12436",
    Summary = "an autoencoder; samples are decoded from a Gaussian mixture of its latents"
)]
public sealed class Ae : GenerativeModel, IFitted, ILatentModel, IReconstructor, IScorer
{
    private readonly AeOptions options;
    private readonly Mlp encoder;
    private readonly Mlp decoder;
    private readonly GaussianMixture? codes;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Ae(AeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        encoder = new Mlp(Scope.At("encoder"), [space.Width, .. options.Layers, options.Latent]);
        decoder = new Mlp(Scope.At("decoder"), [options.Latent, .. options.Layers.Reverse(), space.Width]);
        codes =
            options.Components == 0 ? null : new GaussianMixture(Scope.At("codes"), options.Latent, options.Components);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("mean squared error", (rows, _) => (Reconstruct(rows) - rows).Square().Mean(), Parameters.Trained)];

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <inheritdoc/>
    public string ScoreKind => "minus the squared reconstruction error";

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => encoder.Apply(rows);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => options.Sigmoid ? decoder.Apply(latents).Sigmoid() : decoder.Apply(latents);

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) => -(Reconstruct(rows) - rows).Square().Sum([1]);

    /// <inheritdoc/>
    public override Tensor Sample(int count) =>
        Decode(codes?.Sample(count, stream: 0) ?? Tensor.RandomNormal([count, options.Latent], stream: 0));

    /// <inheritdoc/>
    public void Fit(FitRows fit) => codes?.FitCodes(fit, this, options.Components, chooses: true);

    /// <inheritdoc/>
    public bool HasFit => codes is not null;

    /// <inheritdoc/>
    public int MaxFittedRows => LatentMixture.MaxRows;

    /// <inheritdoc/>
    public int TimedRows => LatentMixture.TimedRows;
}
