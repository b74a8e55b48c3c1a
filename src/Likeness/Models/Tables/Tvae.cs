using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Nn;

namespace Likeness.Models.Tables;

/// <summary>Options of <see cref="Tvae"/>.</summary>
public sealed record TvaeOptions : ModelOptions
{
    /// <summary>The defaults: the paper's, with averaged weights and early stopping.</summary>
    public TvaeOptions()
    {
        Transform = TransformKind.Modes;
        Epochs = 300;
        BatchSize = 256;
        WeightDecay = 1e-5;
        Averaging = 0.99;
        Patience = 25;
    }

    /// <summary>Dimensions of the latent space.</summary>
    [Description("dimensions of the latent space")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 128;

    /// <summary>Width of the two hidden layers of encoder and decoder.</summary>
    [Description("width of the two hidden layers of encoder and decoder")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 128;

    /// <summary>The weight of the reconstruction beside the KL divergence.</summary>
    [Description("weight of the reconstruction beside the KL divergence")]
    [Range(0.01, 1000)]
    public double Reconstruction { get; init; } = 2;
}

/// <summary>
/// TVAE: a variational autoencoder of mixed rows. Xu et al. 2019, arXiv:1907.00503, §4.4. A number is a mode and its place α in it, α ~ N(tanh a, δ²)
/// with a learned δ in [0.01, 1] for each column; modes and levels are categorical. It minimises w · −log p(x|z) + KL(q(z|x) ‖ N(0, I)), w = 2 as in the
/// authors' program.
/// </summary>
[Model(
    "tvae",
    Title = "TVAE",
    Paper = "Xu et al. 2019, arXiv:1907.00503",
    Summary = "a variational autoencoder of mixed rows, numbers by modes"
)]
public sealed class Tvae : GenerativeModel, IPosteriorModel
{
    private const float MinDeviation = 0.01f;
    private const float HalfLog2Pi = 0.918938533f;

    private readonly TvaeOptions options;
    private readonly ColumnBlocks blocks;
    private readonly Mlp encoder;
    private readonly Mlp decoder;
    private readonly Parameter deviations; // unconstrained δ: [columns]

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">The columns.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public Tvae(TvaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        blocks = new ColumnBlocks(space);
        (int hidden, int latent) = (options.Hidden, options.Latent);
        encoder = new Mlp(Scope.At("encoder"), blocks.Width, hidden, hidden, 2 * latent);
        decoder = new Mlp(Scope.At("decoder"), latent, hidden, hidden, blocks.Width);
        // σ(−2.3) is about 0.1, as the paper's first δ.
        deviations = Scope.Constant("deviations", [Math.Max(1, blocks.Numbers.Count())], -2.3f);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "weighted reconstruction and KL divergence",
                (rows, _) => Loss(rows, Tensor.RandomNormal([rows.Shape[0], options.Latent], stream: 0)),
                [.. Parameters.Trained.Where(parameter => blocks.Numbers.Any() || parameter != deviations)]
            ),
        ];

    /// <inheritdoc/>
    public string CollapseRemedy => "fewer latent dimensions (--latent), or a smaller decoder (--hidden)";

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => encoder.Apply(blocks.Encode(rows)).Slice(1, 0, options.Latent);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents)
    {
        var features = decoder.Apply(latents);
        return blocks.Decode(
            block => Mean(block, features),
            block => ColumnBlocks.LevelsOf(block, features).ArgSort(1, descending: true).Slice(1, 0, 1)
        );
    }

    /// <summary>Rows of p(x|z) for z from N(0, I): levels and modes are sampled, and so are places in modes.</summary>
    public override Tensor Sample(int count)
    {
        var features = decoder.Apply(Tensor.RandomNormal([count, options.Latent], stream: 0));
        var noise = Tensor.RandomNormal([count, Dimensions], stream: 1);
        var deviation = Deviations;
        int number = 0;
        ulong stream = 2;
        return blocks.Decode(
            block =>
            {
                int own = number++;
                return Mean(block, features) + (noise.Slice(1, own, 1) * deviation.Slice(0, own, 1));
            },
            block => Categorical.Sample(ColumnBlocks.LevelsOf(block, features), stream++).Reshape([count, 1])
        );
    }

    /// <summary>The mean loss of rows for given noise.</summary>
    /// <param name="rows">[batch, columns].</param>
    /// <param name="noise">ε of z = μ + σ ε: [batch, latent].</param>
    internal Tensor Loss(Tensor rows, Tensor noise)
    {
        int latent = options.Latent;
        var features = blocks.Encode(rows);
        var code = encoder.Apply(features);
        var (mean, logVariance) = (code.Slice(1, 0, latent), code.Slice(1, latent, latent));
        var output = decoder.Apply(mean + ((logVariance * 0.5f).Exp() * noise));
        var divergence = (mean.Square() + logVariance.Exp() - 1 - logVariance).Sum([1]) * 0.5f;
        return (Reconstruction(features, output) * (float)options.Reconstruction).Mean() + divergence.Mean();
    }

    // −log p(x|z) of each row: [batch].
    private Tensor Reconstruction(Tensor features, Tensor output)
    {
        var total = Tensor.Constant([features.Shape[0]], 0);
        var deviation = Deviations;
        foreach (var (block, i) in blocks.Numbers.Select((block, i) => (block, i)))
        {
            var own = deviation.Slice(0, i, 1);
            var error = (ColumnBlocks.NumberOf(block, features) - Mean(block, output)) / own;
            total += ((error.Square() * 0.5f) + own.Log() + HalfLog2Pi).Sum([1]);
        }

        foreach (var block in blocks.WithLevels)
        {
            var logs = ColumnBlocks.LevelsOf(block, output).LogSoftmax(1);
            total -= (logs * ColumnBlocks.LevelsOf(block, features)).Sum([1]);
        }

        return total;
    }

    // Numbers without modes have no bounds.
    private static Tensor Mean(ColumnBlock block, Tensor output)
    {
        var number = ColumnBlocks.NumberOf(block, output);
        return block.Levels > 0 ? number.Tanh() : number;
    }

    private Tensor Deviations => (deviations.Tensor.Sigmoid() * (1 - MinDeviation)) + MinDeviation;
}
