using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// VQ-VAE: van den Oord et al. 2017, arXiv:1711.00937. An encoder gives a grid of vectors z, each of which is replaced by the nearest e of a codebook, and a
/// decoder reconstructs the image. It minimises, as eq. 3, the mean squared error per pixel + β ‖z − sg(e)‖² (its mean over features), with a
/// straight-through gradient from e to z (§3.2) and the codebook as a moving average (appendix A.1). The prior over the
/// grids (§3.3) is a transformer instead of the paper's PixelCNN, trained in the same steps by a second objective whose gradient does not reach
/// the autoencoder.
/// As each image has one grid, log p(x) ≥ log p(x | e(x)) + log p(e(x)): the bound that is reported, with p(x | e) normal around the decoded image
/// with the moving average of the squared error as its variance.
/// </summary>
[Model(
    "vq-vae",
    Learns = typeof(ImageSet),
    Title = "VQ-VAE with a GPT prior",
    Paper = "van den Oord et al. 2017, arXiv:1711.00937",
    Summary = "images as grids of codebook indices, with a transformer prior"
)]
public sealed class VqVae : GenerativeModel, IDensityModel, IReconstructor, ILevelLikelihood
{
    private readonly VqVaeOptions options;
    private readonly int side; // of the grid of indices
    private readonly List<Convolution> down = [];
    private readonly List<TransposedConvolution> up = [];
    private readonly Convolution[] middle; // to and from the codebook
    private readonly ResidualBlock[] encoderBlocks;
    private readonly ResidualBlock[] decoderBlocks;
    private readonly VectorQuantiser codebook;
    private readonly LatentPrior prior;
    private readonly int networkParameters;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, its pixels are levels, or they cannot be downsampled so often.</exception>
    public VqVae(VqVaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        var shape = space.Shape();
        space.Require("vq-vae", levels: false);
        int factor = 1 << options.Downsamplings;
        if (shape.Height != shape.Width || shape.Height % factor != 0)
        {
            throw new LikenessException(
                $"images of {shape.Height}×{shape.Width} pixels cannot be downsampled {options.Downsamplings} times by 2 (give --size {Math.Max(1, shape.Height / factor) * factor}, or fewer --downsamplings)"
            );
        }

        side = shape.Height / factor;
        var (encoder, decoder, width) = (Scope.At("encoder"), Scope.At("decoder"), options.Width);
        for (int i = 0; i < options.Downsamplings; i++)
        {
            int before = i == 0 ? shape.Channels : width;
            down.Add(Convolution.ForImages(encoder.At("down").At(i), before, width, 4, stride: 2, padding: 1));
        }

        encoderBlocks = Blocks(encoder, options);
        middle =
        [
            Convolution.ForImages(encoder.At("codes"), width, options.CodebookWidth, 1),
            Convolution.ForImages(decoder.At("codes"), options.CodebookWidth, width, 3, padding: 1),
        ];
        decoderBlocks = Blocks(decoder, options);
        for (int i = 0; i < options.Downsamplings; i++)
        {
            int after = i == options.Downsamplings - 1 ? shape.Channels : width;
            up.Add(TransposedConvolution.ForImages(decoder.At("up").At(i), width, after, 4, stride: 2, padding: 1));
        }

        networkParameters = Parameters.Trained.Count;
        codebook = new VectorQuantiser(Scope.At("book"), options.CodebookSize, options.CodebookWidth, options.Decay);
        Variance = Scope.Buffer("variance", [1], 1);
        prior = new LatentPrior(Scope.At("prior"), options, side * side);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new("mean squared error + weighted commitment", Loss, [.. Parameters.Trained.Take(networkParameters)]),
            new("negative log-likelihood of the indices", PriorLoss, [.. Parameters.Trained.Skip(networkParameters)]),
        ];

    /// <inheritdoc/>
    public string DensityKind =>
        $"lower bound by the image's own codebook indices{options.Pixels.Note()}, with the decoder's noise, which samples leave out";

    /// <summary>The vectors of the codebook: [codes, features].</summary>
    internal Parameter Codes => codebook.Codes;

    /// <summary>The moving average of the squared error per pixel: [1].</summary>
    internal Parameter Variance { get; }

    /// <summary>The prior over grids of indices.</summary>
    internal LatentPrior Prior => prior;

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        var numbers = codebook.Nearest(Encoded(rows));
        var normal = new DiagonalNormal(Decoded(numbers), Variance.Tensor.Log());
        return options.Pixels.LogDensity(rows, normal).Sum([1]) + prior.LogProbability(numbers, ForwardPass.Inference);
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decoded(Numbers(rows));

    /// <summary>Samples indices, and decodes them without the noise of p(x | e).</summary>
    public override Tensor Sample(int count) => Decoded(prior.Sample(count, options.Temperature).Numbers);

    /// <summary>The codebook indices of images: [batch, positions].</summary>
    internal Tensor Numbers(Tensor rows) => codebook.Nearest(Encoded(rows));

    internal Tensor Loss(Tensor rows, ForwardPass pass)
    {
        var z = Encoded(rows);
        var numbers = codebook.Nearest(z);
        var near = codebook.Vectors(numbers, side, side);
        var decoded = Decoded(z + (near - z).Detached()); // straight-through gradient
        var error = (decoded - rows).Square().Mean();
        if (pass.IsTraining)
        {
            codebook.Note(z, numbers, pass);
            float keep = (float)options.Decay;
            pass.Note(Variance, before => (before * keep) + (error.Detached() * (1 - keep)));
        }

        return error + ((z - near.Detached()).Square().Mean() * (float)options.Commitment);
    }

    internal Tensor PriorLoss(Tensor rows, ForwardPass pass) => -prior.LogProbability(Numbers(rows), pass).Mean();

    private static ResidualBlock[] Blocks(ParameterScope scope, VqVaeOptions options) =>
        [
            .. Enumerable
                .Range(0, options.Blocks)
                .Select(i => new ResidualBlock(scope.At("blocks").At(i), options.Width, options.ResidualWidth)),
        ];

    /// <summary>z: [batch, features, side, side].</summary>
    private Tensor Encoded(Tensor rows)
    {
        var x = Space.Pixels(rows);
        for (int i = 0; i < down.Count; i++)
        {
            x = down[i].Apply(i == 0 ? x : x.Relu());
        }

        foreach (var block in encoderBlocks)
        {
            x = block.Apply(x);
        }

        return middle[0].Apply(x.Relu());
    }

    /// <summary>Rows of images from vectors, [batch, features, side, side], or from their indices, [batch, positions].</summary>
    private Tensor Decoded(Tensor latents)
    {
        var x = middle[1].Apply(latents.Shape.Rank == 2 ? codebook.Vectors(latents, side, side) : latents);
        foreach (var block in decoderBlocks)
        {
            x = block.Apply(x);
        }

        foreach (var layer in up)
        {
            x = layer.Apply(x.Relu());
        }

        x = options.Pixels switch
        {
            PixelScale.Symmetric or PixelScale.DequantisedSymmetric => x.Tanh(),
            PixelScale.Unit => x.Sigmoid(),
            _ => x,
        };
        return ImageSpace.Rows(x);
    }
}
