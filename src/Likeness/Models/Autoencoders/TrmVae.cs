using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Autoencoders;

/// <summary>Options of <see cref="TrmVae"/>.</summary>
public sealed record TrmVaeOptions : VariationalOptions
{
    /// <summary>
    /// The defaults. On the points of π, 3,500 for training and 1,500 held out (one seed; real samples: C2ST of 0.486 to 0.510), 2 latent
    /// dimensions and 120 epochs gave a bound of 6.702 nats per row and a C2ST accuracy of 0.557, 0.540 and 0.571 (k-nearest neighbours, logistic
    /// regression, random forest), 4 and 200 gave 7.027 and 0.547, 0.535 and 0.555.
    /// </summary>
    public TrmVaeOptions()
    {
        Latent = 4;
        Epochs = 200;
        BatchSize = 64;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>
    /// What carries over of the reference implementation, colored-pi-generator (github.com/tychen5/GenerativeAI_LLM_AIGC, notebook Solution3_trmVAE): 5 latent
    /// dimensions, features of width 5, the encoder's 2 post-norm layers of one head with perceptrons of 32 and dropout 0.1, the bound, AdamW at 0.001 with a decay of
    /// 0.01, 100 epochs in batches of 32; samples are the decoder's outputs. The rest of the notebook does not run or is not a VAE: its decoder has two heads on
    /// 5 features, which PyTorch refuses; attention is between the rows of a batch; the KL divergence has a weight of 4 to 5 beside the mean squared error of
    /// a batch, 640 to 800 times that of the bound; and its warm-up of 50,000 steps is longer than the training of 15,700. Here attention is between columns,
    /// the decoder has the encoder's sizes, the weight is 1, and the learning rate is constant.
    /// </summary>
    [FormerName("origin")]
    public static TrmVaeOptions PiGenerator { get; } =
        new()
        {
            Latent = 5,
            Width = 5,
            Heads = 1,
            Layers = 2,
            Hidden = 32,
            Dropout = 0.1,
            NormaliseFirst = false,
            Reconstruction = Reconstruction.Mse,
            SampleNoise = false,
            Epochs = 100,
            BatchSize = 32,
            Optimiser = OptimiserKind.Adamw,
            LearningRate = 1e-3,
            WeightDecay = 0.01,
            Schedule = LearningRateSchedule.Constant,
            Averaging = 0,
            Transform = TransformKind.None,
            Dequantise = false,
        };

    /// <summary>Features of a token.</summary>
    [Description("features of a token; a multiple of the heads")]
    [Range(1, 65_536)]
    public int Width { get; init; } = 48;

    /// <summary>Heads of attention.</summary>
    [Description("heads of attention")]
    [Range(1, 1024)]
    public int Heads { get; init; } = 4;

    /// <summary>Layers of the encoder and of the decoder.</summary>
    [Description("layers of the encoder and of the decoder")]
    [Range(1, 256)]
    public int Layers { get; init; } = 2;

    /// <summary>Width of the perceptron in each layer.</summary>
    [Description("width of the perceptron in each layer")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 128;

    /// <summary>The probability of dropout in each layer.</summary>
    [Description("probability of dropout")]
    [Range(0, 0.99)]
    public double Dropout { get; init; }

    /// <summary>Whether layers normalise before attention and perceptron (pre-norm) rather than after.</summary>
    [Description("whether layers normalise before attention and perceptron (pre-norm) rather than after")]
    public bool NormaliseFirst { get; init; } = true;
}

/// <summary>
/// A variational autoencoder (<see cref="VariationalAutoencoder"/>) whose networks are transformers over the columns: each value is a
/// token (Gorishniy et al. 2021, arXiv:2106.11959, §3.3), layers of attention (Vaswani et al. 2017, arXiv:1706.03762) mix the tokens,
/// and all of them together give μ and log σ². The decoder makes a token for each column of z, mixes them, and reads a value off each.
/// </summary>
[Model(
    "trm-vae",
    Title = "Transformer VAE",
    Paper = "Kingma and Welling 2014, arXiv:1312.6114; Vaswani et al. 2017, arXiv:1706.03762",
    Summary = "a variational autoencoder of transformers over the columns"
)]
public sealed class TrmVae : VariationalAutoencoder
{
    private readonly ColumnLinear tokens;
    private readonly TransformerStack encoder;
    private readonly Linear code;
    private readonly Linear spread;
    private readonly TransformerStack decoder;
    private readonly ColumnLinear values;
    private readonly int latent;
    private readonly int width;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads.</exception>
    public TrmVae(TrmVaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        int d = space.Width;
        (latent, width) = (options.Latent, options.Width);
        var layer = new TransformerLayerOptions(
            options.Heads,
            options.Hidden,
            options.Dropout,
            options.NormaliseFirst ? Activation.Gelu : Activation.Relu,
            options.NormaliseFirst
        );
        tokens = new ColumnLinear(Scope.At("tokens"), d, 1, width);
        encoder = new TransformerStack(Scope.At("encoder"), width, options.Layers, layer);
        code = new Linear(Scope.At("code"), d * width, 2 * latent);
        spread = new Linear(Scope.At("spread"), latent, d * width);
        decoder = new TransformerStack(Scope.At("decoder"), width, options.Layers, layer);
        values = new ColumnLinear(Scope.At("values"), d, width, OutputsPerValue);
    }

    internal override (Tensor Mean, Tensor LogVariance) Posterior(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        var x = tokens.Apply(rows.Reshape([batch, Dimensions, 1])); // [batch, d, width]
        var both = code.Apply(encoder.Apply(x, pass).Reshape([batch, Dimensions * width]));
        return (both.Slice(1, 0, latent), both.Slice(1, latent, latent));
    }

    internal override (Tensor Mean, Tensor? Spread) Decoded(Tensor latents, ForwardPass pass)
    {
        int batch = latents.Shape[0];
        var x = spread.Apply(latents).Reshape([batch, Dimensions, width]);
        var outputs = values.Apply(decoder.Apply(x, pass)); // [batch, d, 1 or 2]
        Tensor Part(int i) => outputs.Slice(2, i, 1).Reshape([batch, Dimensions]);
        return (Part(0), OutputsPerValue == 1 ? null : Part(1));
    }
}
