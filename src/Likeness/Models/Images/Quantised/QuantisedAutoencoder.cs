using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// The autoencoder of van den Oord et al. 2017, arXiv:1711.00937, §3.1 and §4.1: strided convolutions and residual blocks to a grid of vectors z, each
/// replaced by the nearest of a codebook, and the mirrored layers back to an image.
/// </summary>
internal sealed class QuantisedAutoencoder
{
    private readonly QuantisedOptions options;
    private readonly int side;
    private readonly List<Convolution> down = [];
    private readonly List<TransposedConvolution> up = [];
    private readonly Convolution[] middle; // to and from the codebook
    private readonly ResidualBlock[] encoderBlocks;
    private readonly ResidualBlock[] decoderBlocks;
    private readonly VectorQuantiser codebook;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go: <c>encoder</c>, <c>decoder</c> and <c>book</c>.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="options">Sizes.</param>
    /// <exception cref="LikenessException">Images cannot be downsampled so often.</exception>
    public QuantisedAutoencoder(ParameterScope scope, ModelSpace space, QuantisedOptions options)
    {
        this.options = options;
        var shape = space.Shape();
        space.RequireDownsamplings(options.Downsamplings, "--downsamplings", square: true);
        side = shape.Height >> options.Downsamplings;
        var (encoder, decoder, width) = (scope.At("encoder"), scope.At("decoder"), options.Width);
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

        codebook = new VectorQuantiser(scope.At("book"), options.CodebookSize, options.CodebookWidth, options.Decay);
    }

    /// <summary>Indices per image.</summary>
    public int Positions => side * side;

    /// <summary>The vectors of the codebook: [codes, features].</summary>
    public Parameter Codes => codebook.Codes;

    /// <summary>The weight of the decoder's last layer.</summary>
    public Parameter LastWeight => up[^1].Weight;

    /// <summary>The codebook indices of images: [batch, positions].</summary>
    /// <param name="images">[batch, channels, height, width].</param>
    public Tensor Numbers(Tensor images) => codebook.Nearest(Encode(images));

    /// <summary>Reconstructs images, with a straight-through gradient (§3.2), and updates the codebook in training.</summary>
    /// <param name="images">[batch, channels, height, width].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>The reconstructions, [batch, pixels], and the mean of (z − sg(e))².</returns>
    public (Tensor Decoded, Tensor Commitment) Quantise(Tensor images, ForwardPass pass)
    {
        var z = Encode(images);
        var numbers = codebook.Nearest(z);
        var near = codebook.Vectors(numbers, side, side);
        if (pass.IsTraining)
        {
            codebook.Note(z, numbers, pass);
        }

        return (Decode(z + (near - z).Detached()), (z - near.Detached()).Square().Mean());
    }

    /// <summary>Images, [batch, pixels], from vectors, [batch, features, side, side], or from their indices, [batch, positions].</summary>
    public Tensor Decode(Tensor latents)
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

        // Linear, as in the paper: with tanh, dark images saturate at black and stay there.
        return ImageSpace.Rows(x);
    }

    private static ResidualBlock[] Blocks(ParameterScope scope, QuantisedOptions options) =>
        [
            .. Enumerable
                .Range(0, options.Blocks)
                .Select(i => new ResidualBlock(scope.At("blocks").At(i), options.Width, options.ResidualWidth)),
        ];

    /// <summary>z: [batch, features, side, side].</summary>
    private Tensor Encode(Tensor x)
    {
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
}
